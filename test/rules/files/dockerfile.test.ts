import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exposedPorts, lineage, stageOf, stagesOf } from '../../../server/src/files/dockerfile.ts';
import { dedent } from '../../support/files.ts';
import { processorTime } from '../../support/processorTime.ts';

const stages = (literal: string) => stagesOf(dedent(literal));
const ports = (literal: string, target: string | null = null) => {
  const stage = stageOf(stages(literal), target);
  return stage && exposedPorts(stage);
};

describe('Dockerfile', () => {
  it('takes time by its length, however many stages, ports, variables and continued lines it has', () => {
    const many = (line: string): string => line.repeat(10_000);
    for (const text of [
      many('FROM a AS b\n'),
      `FROM a\n${many('EXPOSE 1\n')}`,
      `FROM a\n${many('ENV A=1\n')}`,
      `FROM a\nRUN a ${many('b \\\n')}`,
    ]) {
      const start = processorTime();
      stagesOf(text);
      assert.ok(processorTime() - start < 1_000, text.slice(0, 20));
    }
  });

  it('reads stages with their names, and which builds on which', () => {
    const [base, build, final] = stages(`
      # syntax=docker/dockerfile:1
      ARG RUBY=3.3
      FROM --platform=linux/amd64 ruby:$RUBY-slim AS Base
      ENV RAILS_ENV="production" BUNDLE_PATH=/usr/local
      FROM base as build
      RUN bundle install
      from base
      ENTRYPOINT ["/rails/bin/docker-entrypoint"]
      CMD ["./bin/thrust", "./bin/rails", "server"]
      HEALTHCHECK --interval=5s CMD curl -f http://localhost/up
    `);
    assert.deepEqual(
      [base?.name, base?.from, build?.name, build?.base === base, final?.name, final?.base === base],
      ['base', 'ruby:$RUBY-slim', 'build', true, null, true],
    );
    assert.deepEqual(
      [...base!.variables],
      [
        ['RAILS_ENV', 'production'],
        ['BUNDLE_PATH', '/usr/local'],
      ],
    );
    assert.equal(final?.cmd, '["./bin/thrust", "./bin/rails", "server"]');
    assert.equal(final?.entrypoint, '["/rails/bin/docker-entrypoint"]');
    assert.equal(final?.healthcheck, '--interval=5s CMD curl -f http://localhost/up');
    assert.deepEqual(
      lineage(final!).map(({ from }) => from),
      ['base', 'ruby:$RUBY-slim'],
    );
  });

  it('takes ports from the last stage and those it builds on', () => {
    assert.deepEqual(ports('FROM a AS one\nEXPOSE 3000\nFROM b\nEXPOSE 80 443/tcp 53/udp\n'), [80, 443]);
    assert.deepEqual(ports('FROM a AS one\nEXPOSE 3000\nFROM one\nCMD x\n'), [3000]);
    assert.deepEqual(ports('FROM a\nCMD x\n'), []);
  });

  it('takes the stage that is asked for, by name in any case or by number', () => {
    const text = 'FROM a AS Web\nEXPOSE 3000\nFROM b\nEXPOSE 80\n';
    assert.deepEqual([ports(text, 'web'), ports(text, 'WEB'), ports(text, '0'), ports(text, 'none')], [[3000], [3000], [3000], undefined]);
  });

  it('leaves ports open that hang on variables or ranges', () => {
    assert.equal(ports('FROM a\nENV PORT=3000\nEXPOSE $PORT\n'), null);
    assert.equal(ports('FROM a\nEXPOSE 3000-3005\n'), null);
    assert.equal(ports('FROM a\nEXPOSE 80\nEXPOSE ${PORT:-3000}/tcp\n'), null);
    assert.deepEqual(ports('FROM a\nEXPOSE "3000"\n'), [3000]);
  });

  it('joins continued lines past comments and blank lines, and passes over here-documents', () => {
    const [stage] = stages(`
      FROM a
      RUN apt-get update && \\
          # EXPOSE 1

          apt-get install curl
      RUN <<EOF
      EXPOSE 2
      EOF
      COPY <<-"CONF" /etc/app.conf
        EXPOSE 3
        CONF
      EXPOSE 80 \\
             81
      ENV A one two
    `);
    assert.deepEqual(stage?.expose, ['80', '81']);
    assert.deepEqual([...stage!.variables], [['A', 'one two']]);
  });

  it('knows the escape directive and CRLF', () => {
    assert.deepEqual(stagesOf('# escape=`\r\nFROM a\r\nEXPOSE 80 `\r\n  81\r\n')[0]?.expose, ['80', '81']);
  });

  it('never throws', () => {
    for (const text of ['', '\\', 'EXPOSE 80', 'FROM', 'FROM a\nEXPOSE', 'RUN <<EOF', 'FROM a\nENV', '\0'])
      assert.doesNotThrow(() => stagesOf(text).map(exposedPorts));
  });
});
