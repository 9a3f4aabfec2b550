import type { LeadDecision } from '../../shared/leads.ts';
import { leads } from '../api/leads.ts';
import { hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';

/** Whether the decision was ours: a colleague's stands, and is no mistake. */
export async function decide(id: string, decision: LeadDecision): Promise<boolean> {
  try {
    await leads.decide(id, decision);
    return true;
  } catch (error) {
    if (!hasCode(error, 'already_decided')) throw error;
    toast(error.message, strings.leads.decidedAlready);
    return false;
  }
}
