import { IConstruct } from 'constructs';
import { checkRules } from '../core/internal';
import { podSecurityRules } from './kubernetes-rules';
import { NamespaceChart, PodSecurity } from './namespace-chart';

/** From what lets in least to what lets in all. */
const LEVELS = [PodSecurity.RESTRICTED, PodSecurity.BASELINE, PodSecurity.PRIVILEGED];

/** Refuse what the level of its namespace would keep out. What is in somebody else's chart is left to the API server. */
export function checkPodSecurity(scope: IConstruct, needed: PodSecurity): void {
  const level = NamespaceChart._find(scope)?.podSecurity;
  if (level === undefined) return;
  checkRules(scope, podSecurityRules, { level, needed, enough: LEVELS.indexOf(level) >= LEVELS.indexOf(needed) });
}
