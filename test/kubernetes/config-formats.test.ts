import { elementXml, ElementTree, hadoopXml, propertiesFile, REMOVE } from '../../lib/kubernetes/internal';

test('Hadoop XML is sorted by name, whatever the order it was made in, and holds any text', () => {
  expect(hadoopXml({ 'b.size': 3, 'a.on': true, 'c.text': 'x < y && z > "w"' })).toBe(`<?xml version="1.0"?>
<configuration>
  <property>
    <name>a.on</name>
    <value>true</value>
  </property>
  <property>
    <name>b.size</name>
    <value>3</value>
  </property>
  <property>
    <name>c.text</name>
    <value>x &lt; y &amp;&amp; z &gt; "w"</value>
  </property>
</configuration>
`);
});

test('elements nest in the order given, and can be taken away', () => {
  const tree: ElementTree = { z: { port: 9000, path: 'a&b' }, a: REMOVE, on: false, each: ['1', '2'] };
  expect(elementXml('clickhouse', tree)).toBe(`<clickhouse>
  <z>
    <port>9000</port>
    <path>a&amp;b</path>
  </z>
  <a remove="1"/>
  <on>false</on>
  <each>1</each>
  <each>2</each>
</clickhouse>
`);
});

test('properties keep their order, and look as their reader wants them', () => {
  const entries = { 'z.first': 1, a: 'x=y' };
  expect(propertiesFile(entries)).toBe('z.first=1\na=x=y\n');
  expect(propertiesFile(entries, { indent: '  ', separator: ' = ' })).toBe('  z.first = 1\n  a = x=y\n');
  expect(propertiesFile({})).toBe('');
});
