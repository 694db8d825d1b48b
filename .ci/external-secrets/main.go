// Renders templates of ExternalSecrets as External Secrets does: {"templates": {key: text}, "data": {name: value}} on its input, what becomes of each key
// on its output.
package main

import (
	"encoding/json"
	"log"
	"os"

	esapi "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
	template "github.com/external-secrets/external-secrets/pkg/template/v2"
	corev1 "k8s.io/api/core/v1"
)

func main() {
	var given struct{ Templates, Data map[string]string }
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		log.Fatal(err)
	}
	texts := map[string][]byte{}
	for key, text := range given.Templates {
		texts[key] = []byte(text)
	}
	data := map[string][]byte{}
	for name, value := range given.Data {
		data[name] = []byte(value)
	}
	made := &corev1.Secret{}
	if err := template.Execute(texts, data, esapi.TemplateScopeValues, esapi.TemplateTargetData, made); err != nil {
		log.Fatal(err)
	}
	rendered := map[string]string{}
	for key, value := range made.Data {
		rendered[key] = string(value)
	}
	if err := json.NewEncoder(os.Stdout).Encode(rendered); err != nil {
		log.Fatal(err)
	}
}
