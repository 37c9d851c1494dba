import { accessoryFilesShape } from './accessoryFilesShape.ts';
import { accessoryImageLatest } from './accessoryImageLatest.ts';
import { accessoryImageMissing } from './accessoryImageMissing.ts';
import { accessoryLocalFileMissing } from './accessoryLocalFileMissing.ts';
import { accessoryPortPublic } from './accessoryPortPublic.ts';
import { accessoryRole } from './accessoryRole.ts';
import { accessoryTagCrash } from './accessoryTagCrash.ts';
import { accessoryTarget } from './accessoryTarget.ts';
import { aliasCommand } from './aliasCommand.ts';
import { aliasHidden } from './aliasHidden.ts';
import { aliasName } from './aliasName.ts';
import { aliasUndefined } from './aliasUndefined.ts';
import { appPort443 } from './appPort443.ts';
import { appPortNotExposed } from './appPortNotExposed.ts';
import { baseMissing } from './baseMissing.ts';
import { bindIpInvalid } from './bindIpInvalid.ts';
import { bootLimitCrash } from './bootLimitCrash.ts';
import { bootLimitNoEffect } from './bootLimitNoEffect.ts';
import { bootWaitWithoutLimit } from './bootWaitWithoutLimit.ts';
import { bufferingLimitUnused } from './bufferingLimitUnused.ts';
import { builderSettings } from './builderSettings.ts';
import { certificateIncomplete } from './certificateIncomplete.ts';
import { cmdHostShell } from './cmdHostShell.ts';
import { crashingValue } from './crashingValue.ts';
import { deployYamlNeverRead } from './deployYamlNeverRead.ts';
import { destinationListReplaces } from './destinationListReplaces.ts';
import { destinationRequired } from './destinationRequired.ts';
import { destinationsCollide } from './destinationsCollide.ts';
import { dockerPathFormat } from './dockerPathFormat.ts';
import { duplicateKey } from './duplicateKey.ts';
import { duplicateProxyHost } from './duplicateProxyHost.ts';
import { envClearDollar } from './envClearDollar.ts';
import { envNameCase } from './envNameCase.ts';
import { envTagsMisplaced } from './envTagsMisplaced.ts';
import { erbInComment } from './erbInComment.ts';
import { erbUnterminated } from './erbUnterminated.ts';
import { errorPagesEmpty } from './errorPagesEmpty.ts';
import { healthcheckIntervalZero } from './healthcheckIntervalZero.ts';
import { healthcheckPath } from './healthcheckPath.ts';
import { healthcheckTiming } from './healthcheckTiming.ts';
import { hookNeverRuns } from './hookNeverRuns.ts';
import { hooksOutput } from './hooksOutput.ts';
import { hostAndHosts } from './hostAndHosts.ts';
import { hostDropped } from './hostDropped.ts';
import { hostDuplicate } from './hostDuplicate.ts';
import { hostFormat } from './hostFormat.ts';
import { hostTagsWithoutEnv } from './hostTagsWithoutEnv.ts';
import { hostTagUndefined } from './hostTagUndefined.ts';
import { hostTagUnused } from './hostTagUnused.ts';
import { ignoreUnused } from './ignoreUnused.ts';
import { imageFormat } from './imageFormat.ts';
import { imageHasRegistry } from './imageHasRegistry.ts';
import { labelsOverrideKamal } from './labelsOverrideKamal.ts';
import { localhostRegistry } from './localhostRegistry.ts';
import { minimumVersion } from './minimumVersion.ts';
import { minimumVersionFloat } from './minimumVersionFloat.ts';
import { nameNotText } from './nameNotText.ts';
import { optionBreaksDocker } from './optionBreaksDocker.ts';
import { primaryRoleUndefined } from './primaryRoleUndefined.ts';
import { primaryRoleWithoutHosts } from './primaryRoleWithoutHosts.ts';
import { proxiedAccessory } from './proxiedAccessory.ts';
import { proxyHostFormat } from './proxyHostFormat.ts';
import { proxyNotAMap } from './proxyNotAMap.ts';
import { proxyRunConflict } from './proxyRunConflict.ts';
import { proxyRunPublish } from './proxyRunPublish.ts';
import { proxySettingsUnused } from './proxySettingsUnused.ts';
import { registrySecretAsText } from './registrySecretAsText.ts';
import { reservedLabel } from './reservedLabel.ts';
import { restartPolicy } from './restartPolicy.ts';
import { retainContainers } from './retainContainers.ts';
import { roleNothingRuns } from './roleNothingRuns.ts';
import { rolePublishesPort } from './rolePublishesPort.ts';
import { roleSameCommand } from './roleSameCommand.ts';
import { roleWithoutHosts } from './roleWithoutHosts.ts';
import type { Rule } from './rule.ts';
import { runDirectoryIgnored } from './runDirectoryIgnored.ts';
import { secretInClear } from './secretInClear.ts';
import { secretLiteral } from './secretLiteral.ts';
import { secretNotDeclared } from './secretNotDeclared.ts';
import { secretsLineDropped } from './secretsLineDropped.ts';
import { serviceName } from './serviceName.ts';
import { sslHostNotPublic } from './sslHostNotPublic.ts';
import { sslOnSeveralServers } from './sslOnSeveralServers.ts';
import { sslWildcardHost } from './sslWildcardHost.ts';
import { sslWithoutHost } from './sslWithoutHost.ts';
import { sslWithPathPrefix } from './sslWithPathPrefix.ts';
import { traefikHook } from './traefikHook.ts';
import { hostItem, missingKey, newerKey, readOtherwise, unknownKey, wrongType } from './validation/index.ts';
import { volumeFormat } from './volumeFormat.ts';
import { workerProxied } from './workerProxied.ts';
import { yamlSyntax } from './yamlSyntax.ts';

/** Every rule, in the order in which findings at one place are listed. */
export const rules: readonly Rule[] = [
  yamlSyntax,
  aliasUndefined,
  duplicateKey,
  erbInComment,
  erbUnterminated,
  unknownKey,
  wrongType,
  hostItem,
  missingKey,
  newerKey,
  readOtherwise,
  baseMissing,
  destinationRequired,
  destinationListReplaces,
  nameNotText,
  crashingValue,
  serviceName,
  reservedLabel,
  restartPolicy,
  envTagsMisplaced,
  primaryRoleUndefined,
  primaryRoleWithoutHosts,
  roleWithoutHosts,
  proxyNotAMap,
  sslWithoutHost,
  hostAndHosts,
  certificateIncomplete,
  sslOnSeveralServers,
  duplicateProxyHost,
  proxyHostFormat,
  proxyRunPublish,
  proxyRunConflict,
  accessoryTarget,
  accessoryRole,
  accessoryTagCrash,
  aliasName,
  builderSettings,
  hooksOutput,
  minimumVersion,
  retainContainers,
  traefikHook,
  sslWithPathPrefix,
  sslWildcardHost,
  sslHostNotPublic,
  appPortNotExposed,
  appPort443,
  healthcheckPath,
  healthcheckIntervalZero,
  healthcheckTiming,
  bindIpInvalid,
  bufferingLimitUnused,
  proxySettingsUnused,
  workerProxied,
  proxiedAccessory,
  errorPagesEmpty,
  bootLimitCrash,
  bootLimitNoEffect,
  bootWaitWithoutLimit,
  hostDropped,
  hostFormat,
  hostDuplicate,
  hostTagUndefined,
  hostTagUnused,
  hostTagsWithoutEnv,
  roleSameCommand,
  cmdHostShell,
  rolePublishesPort,
  optionBreaksDocker,
  roleNothingRuns,
  accessoryPortPublic,
  accessoryImageMissing,
  accessoryImageLatest,
  accessoryFilesShape,
  accessoryLocalFileMissing,
  destinationsCollide,
  secretNotDeclared,
  secretInClear,
  secretLiteral,
  secretsLineDropped,
  registrySecretAsText,
  envClearDollar,
  envNameCase,
  imageHasRegistry,
  imageFormat,
  localhostRegistry,
  minimumVersionFloat,
  runDirectoryIgnored,
  labelsOverrideKamal,
  aliasHidden,
  aliasCommand,
  volumeFormat,
  dockerPathFormat,
  hookNeverRuns,
  deployYamlNeverRead,
  ignoreUnused,
];
