import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JobRecord } from '../../engine/job.js';
import { columns } from './columns.js';
import { rapLines } from './score.js';

/**
 * One job as a row: id, time, kind, state, how long, what it worked on. The id is whole: it begins with the time, so
 * jobs of one minute differ only near its end.
 */
export function jobRow(job: JobRecord): string[] {
  return [job.id, timeOf(job.createdAt), job.kind, job.state, durationOf(job), subjectOf(job)];
}

/** One job in lines. */
export function jobLines(job: JobRecord): string[] {
  const facts: string[][] = [
    ['id', job.id],
    ['kind', job.kind],
    ['state', job.state],
    ['asked for', timeOf(job.createdAt)],
    ['took', durationOf(job)],
    ['rapgo', job.rapgoVersion],
  ];
  for (const { uri } of job.inputs) facts.push(['input', pathOf(uri)]);
  for (const { role, uri } of job.artifacts) facts.push([role, pathOf(uri)]);
  if (job.state === 'running' && job.stage !== null) {
    facts.push(['stage', `${job.stage} ${Math.floor(100 * job.progress)} %`]);
  }
  if (job.failure !== null) facts.push(['error', `${job.failure.message} (${job.failure.code})`]);
  const measures = rapLines(undefined, job.result);
  return [...columns(facts), ...(measures.length === 0 ? [] : ['', ...measures])];
}

function subjectOf({ artifacts, inputs }: JobRecord): string {
  const names = inputs.map(({ uri }) => basename(pathOf(uri)));
  const made = artifacts[0];
  return made === undefined ? names.join(' ') : `${names.join(' ')} -> ${basename(pathOf(made.uri))}`;
}

function timeOf(milliseconds: number): string {
  const local = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

function durationOf({ startedAt, finishedAt }: JobRecord): string {
  return startedAt === null || finishedAt === null
    ? '-'
    : `${((finishedAt - startedAt) / 1000).toFixed(1)} s`;
}

function pathOf(uri: string): string {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  } catch {
    return uri;
  }
}
