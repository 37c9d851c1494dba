import type { Fault } from './libyamlStrictness.ts';
import type { Token } from './scan.ts';

/**
 * Names of Ruby and its standard library that a `!ruby/…` tag may name; Kamal's and its libraries' begin like those below. Any other name is
 * an ArgumentError, "undefined class/module", when Psych revives it (`Psych::ClassLoader#resolve`).
 */
const KNOWN = new Set(
  'Object BasicObject String Symbol Integer Float Numeric Rational Complex Array Hash Set Struct Range Regexp Time Date DateTime Exception StandardError RuntimeError ArgumentError TypeError NameError NoMethodError KeyError IndexError IOError Encoding Module Class Kernel Comparable Enumerable Proc Method Data File Dir IO Process Random Math Marshal NilClass TrueClass FalseClass BigDecimal OpenStruct Pathname URI Logger StringIO Tempfile Thread Mutex Queue Monitor Delegator SimpleDelegator'.split(
    ' ',
  ),
);
const KNOWN_ROOTS =
  /^(?:Kamal|ActiveSupport|SSHKit|Net|OpenSSL|Thor|ERB|Psych|YAML|JSON|Gem|Bundler|Dotenv|Zeitwerk|Concurrent|Ed25519|BCryptPbkdf|Errno|I18n|Digest|Open3|Etc|Errno|Socket|TZInfo|Timeout|URI|RbConfig|Ractor|Fiber)(?:::|$)/;

/**
 * Why Psych's `unsafe_load` raises on a tag: a Ruby class that is not there, or a text that is written as a map.
 * @param next the one or two tokens after the tag
 */
export function rubyTagFault(text: string, token: Token, next: readonly Token[]): Fault | undefined {
  const { from, to } = token;
  const tag = text.slice(from, to);
  const written = (one: Token | undefined): string => (one ? text.slice(one.from, one.to) : '');
  const named = /^!ruby\/(?:object|struct|exception|hash|array|string|hash-with-ivars):([\w:]+)$/.exec(tag)?.[1];
  const referred = /^!ruby\/(?:class|module)$/.test(tag) ? written(next[0]).replace(/^["']|["']$/g, '') : undefined;
  const name = named ?? referred;
  if (name !== undefined && /^[A-Z][\w:]*$/.test(name) && !KNOWN.has(name) && !KNOWN_ROOTS.test(name))
    return {
      from,
      to,
      message: `\`${tag}\` asks for the Ruby class \`${name}\`, which is not there: Kamal stops with "undefined class/module". Remove the tag.`,
    };
  const isMap = written(next[0]) === '{' || (next[1]?.kind === 'colon' && text.slice(to, next[0]?.from).includes('\n'));
  if (/^!!?str$/.test(tag) && isMap && !/^\{?\s*["']?str["']?\s*:/.test(text.slice(next[0]?.from)))
    return { from, to, message: `\`${tag}\` says that this is text, and it is a map: Kamal crashes on it (FrozenError). Remove the tag.` };
  return undefined;
}
