/** True in `--mode deep`, where tests take all cases that there are instead of a representative part. */
export const isDeep = process.env.TRENDROOM_PROPERTY_RUNS !== undefined;
