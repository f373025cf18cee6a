using System.Collections.Frozen;

namespace EksIngress.Emulator.Aws;

/// <summary>The account's quotas: AWS's defaults, but for those that were set. Other limits are AWS's and cannot be changed.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html, the quotas of each service.</remarks>
internal sealed class AwsQuotas
{
    private readonly FrozenDictionary<string, int> _values;

    /// <param name="changes">By a name of <see cref="AwsQuota"/>.</param>
    public AwsQuotas(IReadOnlyDictionary<string, int> changes) =>
        _values = Defaults.ToFrozenDictionary(quota => quota.Key, quota => changes.TryGetValue(quota.Key, out var value) ? value : quota.Value, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, int> Defaults { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [AwsQuota.AcmCertificates] = 2500,
        [AwsQuota.AcmDomains] = 10,
        [AwsQuota.Ec2Addresses] = 5,
        [AwsQuota.Ec2InternetGateways] = 5,
        [AwsQuota.Ec2NatGateways] = 5,
        [AwsQuota.Ec2RouteTables] = 200,
        [AwsQuota.Ec2Routes] = 50,
        [AwsQuota.Ec2Rules] = 60,
        [AwsQuota.Ec2SecurityGroups] = 2500,
        [AwsQuota.Ec2Subnets] = 200,
        [AwsQuota.Ec2Vpcs] = 5,
        [AwsQuota.EcrRepositories] = 100_000,
        [AwsQuota.EksClusters] = 100,
        [AwsQuota.EksNodeGroups] = 30,
        [AwsQuota.EksPodIdentities] = 5000,
        [AwsQuota.ElbCertificates] = 25,
        [AwsQuota.ElbListeners] = 50,
        [AwsQuota.ElbLoadBalancers] = 50,
        [AwsQuota.ElbNetworkLoadBalancers] = 50,
        [AwsQuota.ElbRules] = 100,
        [AwsQuota.ElbTargetGroups] = 3000,
        [AwsQuota.ElbTargetGroupsPerLoadBalancer] = 100,
        [AwsQuota.ElbTargets] = 1000,
        [AwsQuota.ElbTrustStores] = 20,
        [AwsQuota.IamAttachedToGroup] = 10,
        [AwsQuota.IamAttachedToRole] = 10,
        [AwsQuota.IamAttachedToUser] = 10,
        [AwsQuota.IamGroups] = 300,
        [AwsQuota.IamInstanceProfiles] = 1000,
        [AwsQuota.IamOidcProviders] = 100,
        [AwsQuota.IamPolicies] = 1500,
        [AwsQuota.IamRoles] = 1000,
        [AwsQuota.IamUsers] = 5000,
        [AwsQuota.WafWebAcls] = 100,
    };

    /// <summary>What an account has that nobody changed.</summary>
    public static AwsQuotas OfNewAccount { get; } = new(new Dictionary<string, int>());

    public int this[string name] => _values[name];
}
