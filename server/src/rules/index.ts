import { secretsExpansion } from './secrets/secretsExpansion.ts';
import { secretsFetch } from './secrets/secretsFetch.ts';
import { composeInterpolation } from './project/composeInterpolation.ts';
import { traefikLabel } from './containers/traefikLabel.ts';
import { networkOption } from './containers/networkOption.ts';
import { logDriverOption } from './containers/logDriverOption.ts';
import { optionName } from './containers/optionName.ts';
import { kamalProxyVariable } from './env/kamalProxyVariable.ts';
import { erbEnvOfSecret } from './env/erbEnvOfSecret.ts';
import { solidQueueNotStarted } from './env/solidQueueNotStarted.ts';
import { buildArgDollar } from './builder/buildArgDollar.ts';
import { dockerfileMissing } from './builder/dockerfileMissing.ts';
import { dockerignoreHides } from './builder/dockerignoreHides.ts';
import { aliasDollar } from './project/aliasDollar.ts';
import { aliasDestination } from './project/aliasDestination.ts';
import { stripPrefixUnused } from './proxy/stripPrefixUnused.ts';
import { accessoryErrorPages } from './accessories/accessoryErrorPages.ts';
import { accessoryData } from './accessories/accessoryData.ts';
import { accessoryEnvMissing } from './accessories/accessoryEnvMissing.ts';
import { accessoryHostName } from './env/accessoryHostName.ts';
import { imageOwner } from './registry/imageOwner.ts';
import { accessoryPortProxy } from './accessories/accessoryPortProxy.ts';
import { accessoryNetwork } from './accessories/accessoryNetwork.ts';
import { retainContainersShared } from './boot/retainContainersShared.ts';
import { bufferingMemory } from './proxy/bufferingMemory.ts';
import { errorPageTemplate } from './proxy/errorPageTemplate.ts';
import { forwardedHeadersForged } from './proxy/forwardedHeadersForged.ts';
import { pathPrefixFormat } from './proxy/pathPrefixFormat.ts';
import { prefixHidesHost } from './proxy/prefixHidesHost.ts';
import { proxyRunVersion } from './proxy/proxyRunVersion.ts';
import { accessoryFilesShape } from './accessories/accessoryFilesShape.ts';
import { accessoryImageLatest } from './accessories/accessoryImageLatest.ts';
import { accessoryImageMissing } from './accessories/accessoryImageMissing.ts';
import { accessoryLocalFileMissing } from './accessories/accessoryLocalFileMissing.ts';
import { accessoryPortTwice } from './accessories/accessoryPortTwice.ts';
import { accessoryPortPublic } from './accessories/accessoryPortPublic.ts';
import { accessoryRole } from './accessories/accessoryRole.ts';
import { accessoryTagCrash } from './accessories/accessoryTagCrash.ts';
import { accessoryTarget } from './accessories/accessoryTarget.ts';
import { aliasCommand } from './project/aliasCommand.ts';
import { aliasHidden } from './project/aliasHidden.ts';
import { aliasName } from './project/aliasName.ts';
import { aliasTarget } from './project/aliasTarget.ts';
import { aliasUndefined } from './text/aliasUndefined.ts';
import { appPort443 } from './proxy/appPort443.ts';
import { appPortNotExposed } from './proxy/appPortNotExposed.ts';
import { baseMissing } from './project/baseMissing.ts';
import { bindIpInvalid } from './proxy/bindIpInvalid.ts';
import { bootLimitCrash } from './boot/bootLimitCrash.ts';
import { bootLimitNoEffect } from './boot/bootLimitNoEffect.ts';
import { bootWaitWithoutLimit } from './boot/bootWaitWithoutLimit.ts';
import { bufferingLimitUnused } from './proxy/bufferingLimitUnused.ts';
import { builderSettings } from './builder/builderSettings.ts';
import { certificateIncomplete } from './proxy/certificateIncomplete.ts';
import { cmdHostShell } from './containers/cmdHostShell.ts';
import { crashingValue } from './project/crashingValue.ts';
import { deployYamlNeverRead } from './project/deployYamlNeverRead.ts';
import { destinationListReplaces } from './project/destinationListReplaces.ts';
import { destinationRequired } from './project/destinationRequired.ts';
import { destinationsCollide } from './project/destinationsCollide.ts';
import { dockerPathFormat } from './containers/dockerPathFormat.ts';
import { duplicateKey } from './text/duplicateKey.ts';
import { duplicateProxyHost } from './proxy/duplicateProxyHost.ts';
import { envClearDollar } from './env/envClearDollar.ts';
import { envNameCase } from './env/envNameCase.ts';
import { envShadowsSecret } from './env/envShadowsSecret.ts';
import { envTagsMisplaced } from './env/envTagsMisplaced.ts';
import { erbInComment } from './text/erbInComment.ts';
import { erbUndefined } from './text/erbUndefined.ts';
import { erbUnterminated } from './text/erbUnterminated.ts';
import { errorPagesEmpty } from './proxy/errorPagesEmpty.ts';
import { healthcheckIntervalZero } from './proxy/healthcheckIntervalZero.ts';
import { healthcheckPath } from './proxy/healthcheckPath.ts';
import { healthcheckTiming } from './proxy/healthcheckTiming.ts';
import { hookNeverRuns } from './hooks/hookNeverRuns.ts';
import { hooksOutput } from './hooks/hooksOutput.ts';
import { hostAndHosts } from './proxy/hostAndHosts.ts';
import { hostDropped } from './servers/hostDropped.ts';
import { hostDuplicate } from './servers/hostDuplicate.ts';
import { hostFormat } from './servers/hostFormat.ts';
import { hostTagsWithoutEnv } from './servers/hostTagsWithoutEnv.ts';
import { hostTagUndefined } from './servers/hostTagUndefined.ts';
import { hostTagUnused } from './servers/hostTagUnused.ts';
import { ignoreUnused } from './text/ignoreUnused.ts';
import { lintSettings } from './text/lintSettings.ts';
import { imageFormat } from './registry/imageFormat.ts';
import { imageHasRegistry } from './registry/imageHasRegistry.ts';
import { labelsOverrideKamal } from './containers/labelsOverrideKamal.ts';
import { localhostRegistry } from './registry/localhostRegistry.ts';
import { minimumVersion } from './project/minimumVersion.ts';
import { minimumVersionFloat } from './project/minimumVersionFloat.ts';
import { nameNotText } from './project/nameNotText.ts';
import { optionBreaksDocker } from './containers/optionBreaksDocker.ts';
import { primaryRoleUndefined } from './servers/primaryRoleUndefined.ts';
import { primaryRoleWithoutHosts } from './servers/primaryRoleWithoutHosts.ts';
import { proxiedAccessory } from './accessories/proxiedAccessory.ts';
import { proxyHostFormat } from './proxy/proxyHostFormat.ts';
import { proxyNotAMap } from './proxy/proxyNotAMap.ts';
import { proxyRunConflict } from './proxy/proxyRunConflict.ts';
import { proxyRunPublish } from './proxy/proxyRunPublish.ts';
import { proxySettingsUnused } from './proxy/proxySettingsUnused.ts';
import { registrySecretAsText } from './registry/registrySecretAsText.ts';
import { reservedLabel } from './containers/reservedLabel.ts';
import { restartPolicy } from './containers/restartPolicy.ts';
import { retainContainers } from './project/retainContainers.ts';
import { roleNothingRuns } from './accessories/roleNothingRuns.ts';
import { rolePublishesPort } from './containers/rolePublishesPort.ts';
import { roleSameCommand } from './containers/roleSameCommand.ts';
import { roleWithoutHosts } from './servers/roleWithoutHosts.ts';
import type { Rule } from './rule.ts';
import { runDirectoryIgnored } from './project/runDirectoryIgnored.ts';
import { secretInClear } from './secrets/secretInClear.ts';
import { secretLiteral } from './secrets/secretLiteral.ts';
import { secretNotDeclared } from './secrets/secretNotDeclared.ts';
import { secretUnused } from './secrets/secretUnused.ts';
import { secretsLineDropped } from './secrets/secretsLineDropped.ts';
import { serviceName } from './project/serviceName.ts';
import { sslHostNotPublic } from './proxy/sslHostNotPublic.ts';
import { sslOnSeveralServers } from './proxy/sslOnSeveralServers.ts';
import { sslWildcardHost } from './proxy/sslWildcardHost.ts';
import { sslWithoutHost } from './proxy/sslWithoutHost.ts';
import { sslWithPathPrefix } from './proxy/sslWithPathPrefix.ts';
import { traefikHook } from './hooks/traefikHook.ts';
import { hostItem, missingKey, newerKey, readOtherwise, unknownKey, wrongType } from './validation/index.ts';
import { volumeFormat } from './containers/volumeFormat.ts';
import { workerProxied } from './proxy/workerProxied.ts';
import { yamlSyntax } from './text/yamlSyntax.ts';

/** Every rule, in the order in which findings at one place are listed. */
export const rules: readonly Rule[] = [
  yamlSyntax,
  aliasUndefined,
  duplicateKey,
  erbInComment,
  erbUndefined,
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
  composeInterpolation,
  pathPrefixFormat,
  prefixHidesHost,
  proxyRunPublish,
  proxyRunConflict,
  proxyRunVersion,
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
  forwardedHeadersForged,
  sslWildcardHost,
  sslHostNotPublic,
  appPortNotExposed,
  appPort443,
  healthcheckPath,
  healthcheckIntervalZero,
  healthcheckTiming,
  bindIpInvalid,
  bufferingLimitUnused,
  bufferingMemory,
  proxySettingsUnused,
  workerProxied,
  proxiedAccessory,
  errorPagesEmpty,
  errorPageTemplate,
  accessoryErrorPages,
  stripPrefixUnused,
  bootLimitCrash,
  bootLimitNoEffect,
  bootWaitWithoutLimit,
  retainContainersShared,
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
  optionName,
  networkOption,
  logDriverOption,
  traefikLabel,
  roleNothingRuns,
  accessoryPortPublic,
  accessoryPortProxy,
  accessoryPortTwice,
  accessoryImageMissing,
  accessoryImageLatest,
  accessoryData,
  accessoryEnvMissing,
  accessoryFilesShape,
  accessoryLocalFileMissing,
  accessoryNetwork,
  destinationsCollide,
  secretNotDeclared,
  secretUnused,
  secretInClear,
  secretLiteral,
  secretsLineDropped,
  secretsExpansion,
  secretsFetch,
  registrySecretAsText,
  envClearDollar,
  accessoryHostName,
  kamalProxyVariable,
  erbEnvOfSecret,
  solidQueueNotStarted,
  envNameCase,
  envShadowsSecret,
  imageHasRegistry,
  imageFormat,
  imageOwner,
  localhostRegistry,
  dockerfileMissing,
  dockerignoreHides,
  buildArgDollar,
  minimumVersionFloat,
  runDirectoryIgnored,
  labelsOverrideKamal,
  aliasHidden,
  aliasCommand,
  aliasDollar,
  aliasDestination,
  aliasTarget,
  volumeFormat,
  dockerPathFormat,
  hookNeverRuns,
  deployYamlNeverRead,
  ignoreUnused,
  lintSettings,
];
