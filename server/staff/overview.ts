import type { NodeState, Overview } from '../../shared/staff.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { GroupModel } from '../groups/group.ts';
import { authorize } from '../lib/errors.ts';
import { ReportModel } from '../reports/report.ts';
import { allNodes, type NodeRecord, SAMPLE_SECONDS } from './node.ts';

/** The site as it runs. What it costs does not grow with what there is. @throws AppError forbidden */
export async function readOverview(viewer: AccountRecord): Promise<Overview> {
  authorize(isStaff(viewer));
  const [nodes, accounts, groups, openReports] = await Promise.all([
    allNodes(),
    AccountModel.estimatedDocumentCount(),
    GroupModel.estimatedDocumentCount(),
    ReportModel.countDocuments({ state: 'open' }),
  ]);
  return {
    at: new Date().toISOString(),
    every: SAMPLE_SECONDS,
    nodes: nodes.map(presentNode),
    accounts,
    groups,
    openReports,
  };
}

function presentNode({
  _id,
  version,
  startedAt,
  seenAt,
  alive,
  redis,
  samples,
}: NodeRecord & { alive: boolean }): NodeState {
  return {
    id: _id,
    version,
    startedAt: startedAt.toISOString(),
    seenAt: seenAt.toISOString(),
    alive,
    redis: redis ?? null,
    samples: samples.map((sample) => ({ ...sample, at: sample.at.toISOString() })),
  };
}
