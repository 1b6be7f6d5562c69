import { basename } from 'node:path';
import type { JobRecord, JobState, Ref } from '../../engine/job.js';
import { withPaths } from '../failure.js';
import { columns } from './columns.js';
import { pathOf } from './path.js';
import { rapLines } from './score.js';
import { timeOf } from './time.js';

/**
 * One job as a row: id, time, kind, state, how long, what it worked on. The id is whole: it begins with the time, so
 * jobs of one minute differ only near its end.
 */
export function jobRow(job: JobRecord): string[] {
  return [job.id, timeOf(job.createdAt), job.kind, stateOf(job), durationOf(job), subjectOf(job)];
}

/** One job in lines; `retries` are other jobs that try the same. */
export function jobLines(
  job: JobRecord,
  retries: readonly { readonly id: string; readonly state: JobState }[],
): string[] {
  const facts: (readonly [string, string | null])[] = [
    ['id', job.id],
    ['kind', job.kind],
    ['state', stateOf(job)],
    ['asked for', timeOf(job.createdAt)],
    ['started', job.startedAt === null ? null : timeOf(job.startedAt)],
    ['ended', job.finishedAt === null ? null : timeOf(job.finishedAt)],
    ['took', durationOf(job)],
    ['attempt', job.attempt > 1 ? String(job.attempt) : null],
    ['asked to stop', job.cancelRequestedAt === null ? null : timeOf(job.cancelRequestedAt)],
    ['rapgo', job.rapgoVersion],
    ['part of', job.parentId],
    ['retry of', job.retryOf],
    ...retries.map(({ id, state }) => ['also tried as', `${id} ${state}`] as const),
    ...job.inputs.map((input) => ['input', fileWords(input)] as const),
    ...job.artifacts.map((artifact) => [artifact.role, fileWords(artifact)] as const),
    ['error', job.failure && `${withPaths(job.failure.message)} (${job.failure.code})`],
    ['try', job.failure?.hint ?? null],
  ];
  const known = facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const measures = rapLines(undefined, job.result);
  return [...columns(known), ...(measures.length === 0 ? [] : ['', ...measures])];
}

/** What a job worked on and what it made, by name. */
export function subjectOf({
  artifacts,
  inputs,
  options,
}: Pick<JobRecord, 'artifacts' | 'inputs' | 'options'>): string {
  const names = [...inputs.map(({ uri }) => pathOf(uri)), ...lookedInto(options)].map((path) =>
    basename(path),
  );
  const made = artifacts[0];
  return made === undefined ? names.join(' ') : `${names.join(' ')} -> ${basename(pathOf(made.uri))}`;
}

/** What a batch was told to look into: its files are inputs of its children. */
function lookedInto({ inputs, watch }: JobRecord['options']): string[] {
  const places = Array.isArray(inputs) ? inputs : [watch];
  return places.filter((place) => typeof place === 'string');
}

function stateOf({ state, stage, progress }: JobRecord): string {
  return state === 'running' && stage !== null ? `${state}, ${stage} ${Math.floor(100 * progress)} %` : state;
}

function durationOf({ startedAt, finishedAt }: JobRecord): string {
  return startedAt === null || finishedAt === null
    ? '-'
    : `${((finishedAt - startedAt) / 1000).toFixed(1)} s`;
}

function fileWords({ uri, bytes, sha256 }: Ref): string {
  const facts = [
    ...(bytes === undefined ? [] : [`${bytes} bytes`]),
    ...(sha256 === undefined ? [] : [`sha256 ${sha256}`]),
  ];
  return facts.length === 0 ? pathOf(uri) : `${pathOf(uri)} (${facts.join(', ')})`;
}
