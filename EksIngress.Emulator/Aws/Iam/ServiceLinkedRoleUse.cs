using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>What the service of a service-linked role still has.</summary>
internal sealed class ServiceLinkedRoleUse(Guarded<EksState> eks, ElbRegions loadBalancers)
{
    /// <summary>Null when nothing needs the role any more.</summary>
    public IamRoleUsage? Find(string roleName)
    {
        IEnumerable<string> arns = roleName switch
        {
            "AWSServiceRoleForElasticLoadBalancing" => loadBalancers.Snapshots.SelectMany(state => state.LoadBalancers.Keys),
            "AWSServiceRoleForAmazonEKS" => eks.Current.Clusters.Values.Select(cluster => cluster.Arn),
            "AWSServiceRoleForAmazonEKSNodegroup" => eks.Current.Clusters.Values.SelectMany(cluster => cluster.NodeGroups.Values).Select(group => group.Arn),
            _ => throw new ArgumentOutOfRangeException(nameof(roleName), roleName, "No service has this role."),
        };
        // arn:aws:eks:REGION:…
        var byRegion = arns.GroupBy(arn => arn.Split(':')[3], StringComparer.Ordinal).FirstOrDefault();
        return byRegion is null ? null : new IamRoleUsage(byRegion.Key, [.. byRegion]);
    }
}
