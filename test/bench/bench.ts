// `npm run bench`: how long reading, resolving and checking take, at three sizes; and a keystroke, alone and with ten destinations.
import { Bench } from 'tinybench';
import { configOf } from '../../server/src/config/config.ts';
import { deploymentOf } from '../../server/src/deployment/build.ts';
import type { Deployment } from '../../server/src/deployment/deployment.ts';
import { filesOf } from '../../server/src/project/analyze.ts';
import { Judge } from '../../server/src/rules/judging/judge.ts';
import { read } from '../../server/src/source/read.ts';
import type { Source } from '../../server/src/source/source.ts';
import { generate, generateDestination } from './generate.ts';
import { base, projectOf, typist } from './typing.ts';

const bench = new Bench({ time: 1000, iterations: 5, warmupTime: 300, warmupIterations: 2 });

for (const lines of [159, 2002, 20_000]) {
  const text = generate(lines);
  const files = filesOf(new Map([[base, text]]));
  const name = (what: string) => `${String(lines).padStart(6)} lines  ${what}`;
  // What a step finds must be new each time: layers and values are kept with their source.
  let source: Source;
  let deployment: Deployment;
  const fresh = () => (source = read(base, text));
  const resolve = () => (deployment = deploymentOf(configOf(source, null)));
  bench.add(name('read'), () => fresh());
  bench.add(name('resolve'), () => resolve(), { beforeEach: () => void fresh() });
  bench.add(name('check'), () => new Judge().check([{ deployment, files, kamal: null, hasDestinations: false }]), {
    beforeEach: () => void (fresh(), resolve()),
  });
  for (const destinations of [0, 1, 10]) {
    const beside = Array.from({ length: destinations }, (_, n) => [`config/deploy.d${n}.yml`, generateDestination(n)] as const);
    bench.add(
      name(`keystroke, ${destinations} destination${destinations === 1 ? '' : 's'}`),
      typist(projectOf(new Map([[base, text], ...beside])), text),
    );
  }
}

await bench.run();
console.table(
  bench.tasks.map(({ name, result }) => {
    if (!('latency' in result)) return { name, failed: 'error' in result ? String(result.error) : result.state };
    const { p50, p99, samplesCount } = result.latency;
    return { name, 'median ms': Number(p50.toFixed(3)), 'p99 ms': Number(p99.toFixed(3)), runs: samplesCount };
  }),
);
