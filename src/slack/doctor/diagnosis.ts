import { type Message, messageOfLines } from '../format/message.ts';
import type { Finding } from './finding.ts';

const marks = { fine: '✅', warning: '⚠️', broken: '❌' } as const;

/** What was found, a line each, below a line that sums it up. */
export function diagnosis(findings: readonly Finding[]): Message {
  return messageOfLines([summary(findings), ...findings.map(line)]);
}

function summary(findings: readonly Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  const [failures, warnings] = [count('broken'), count('warning')];
  const toKnow = warnings === 0 ? '' : `, ${warnings} could be better`;
  if (failures === 0) return `*Everything works*${toKnow}.`;
  return failures === 1 ? `*1 thing does not work*${toKnow}.` : `*${failures} things do not work*${toKnow}.`;
}

function line(finding: Finding): string {
  const fact = `${marks[finding.level]} ${finding.fact}`;
  return finding.level === 'fine' ? fact : `${fact} *What to do:* ${finding.remedy}`;
}
