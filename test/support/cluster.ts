import mongoose from 'mongoose';
import { type Cluster, type ClusterOptions, startCluster } from '../../cluster/cluster.ts';
// For its settings of Mongoose: without them what the test itself writes would be in no transaction.
import '../../server/db/mongo.ts';

/** The key all nodes of the tests sign access tokens with. */
export const SECRET = 'a secret that all nodes of the tests share';

/**
 * Nodes in processes of their own with the store, Redis and the balancer, on a store of their own. Nothing that dies is
 * started again but by the test. Models in the test reach the cluster's store.
 */
export async function openCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const cluster = await startCluster({
    ...options,
    environment: {
      LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      LIMIT_FACTOR: '1000',
      JWT_SECRET: SECRET,
      ...options.environment,
    },
    onLine: process.env.TEST_LOG ? (name, line) => process.stderr.write(`${name}: ${line}\n`) : undefined,
  });
  await mongoose.connect(cluster.store.url, { autoIndex: false });
  const stop = cluster.stop.bind(cluster);
  cluster.stop = async () => {
    await mongoose.disconnect();
    await stop();
  };
  return cluster;
}
