using Amazon;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Hosting.Local;

/// <summary>IAM roles of workloads.</summary>
internal static class WorkloadRoles
{
    public static string Arn(EnvironmentSpec spec, WorkloadSpec workload, string accountId) =>
        $"arn:{RegionEndpoint.GetBySystemName(spec.Region).PartitionName}:iam::{accountId}:role/{ResourceNames.WorkloadRole(spec, workload)}";
}
