// What a stranger's program takes from every package, to see that the packed types hold together.
import { findConfig, readConfig } from '@culprit/config';
import { defineCause, defineCheck, defineFact, definePlugin, defineTarget, manifestOf, run, type Manifest, type Plugin, type Report } from '@culprit/core';
import { compareReports, renderDifference } from '@culprit/core/diff';
import { conduct } from '@culprit/core/examination';
import * as explaining from '@culprit/core/explain';
import { reporters } from '@culprit/core/reporters';
import * as schemas from '@culprit/core/schema';
import certificate from '@culprit/certificate';
import certificateManifest from '@culprit/certificate/manifest';
import credential from '@culprit/credential';
import * as lab from '@culprit/lab';
import mfa from '@culprit/mfa';
import mirror from '@culprit/mirror';
import network, { tlsHandshake } from '@culprit/network';
import storage from '@culprit/storage-endpoint';
import { conformanceCases, type Conformance } from '@culprit/testkit';
import * as watch from '@culprit/watch';

const plugins: readonly (Plugin | Manifest)[] = [network, certificate, credential, mfa, mirror, storage];
const conformance: Conformance = { others: [certificateManifest] };
const report: Report = await run({ plugins, targets: ['tcp://127.0.0.1:1'] }, { offline: true });
const cases = await conformanceCases(manifestOf(definePlugin({ name: 'stranger', version: '1.0.0', api: 1 })), { conformance, network: lab.startHostileNetwork });
process.stdout.write(JSON.stringify({
  cause: report.diagnoses[0]?.cause, cases: cases.length, differs: renderDifference(compareReports(report, report), 'en').trim(),
  functions: [defineCause, defineCheck, defineFact, defineTarget, conduct, findConfig, readConfig].length, fact: tlsHandshake.id,
  reporters: Object.keys(reporters).length, modules: [explaining, schemas, watch].map((module) => Object.keys(module).length > 0),
}));
