using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Policies;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>
/// The service-linked roles of the services that are emulated: made by <c>CreateServiceLinkedRole</c>, or by the service itself when it first needs its role
/// and the caller may create it.
/// </summary>
internal sealed class ServiceLinkedRoles(Guarded<IamState> iam, TimeProvider time, IOptions<EmulatorOptions> options)
{
    public const string LoadBalancing = "elasticloadbalancing.amazonaws.com";

    private const string Policies = "arn:aws:iam::aws:policy/aws-service-role/";

    private static readonly Dictionary<string, (string RoleName, string PolicyArn)> s_known = new(StringComparer.Ordinal)
    {
        [LoadBalancing] = ("AWSServiceRoleForElasticLoadBalancing", Policies + "AWSElasticLoadBalancingServiceRolePolicy"),
        ["eks.amazonaws.com"] = ("AWSServiceRoleForAmazonEKS", Policies + "AmazonEKSServiceRolePolicy"),
        ["eks-nodegroup.amazonaws.com"] = ("AWSServiceRoleForAmazonEKSNodegroup", Policies + "AWSServiceRoleForAmazonEKSNodegroup"),
    };

    /// <summary>What <c>iam:CreateServiceLinkedRole</c> asks the policies.</summary>
    /// <param name="service">For example <c>elasticloadbalancing.amazonaws.com</c>; it need not be known.</param>
    public AccessRequest Creation(string service) => new(
        "iam:CreateServiceLinkedRole",
        $"arn:aws:iam::{options.Value.AccountId}:role/aws-service-role/{service}/{(s_known.TryGetValue(service, out var known) ? known.RoleName : "*")}",
        new ConditionKeys().Add("iam:AWSServiceName", service).Values);

    /// <summary>The same, of a service that needs its role now; nothing when the role is there.</summary>
    public IEnumerable<AccessRequest> CreationIfMissing(string service) =>
        iam.Current.Roles.ContainsKey(s_known[service].RoleName) ? [] : [Creation(service)];

    /// <summary>Makes the role of a known service unless it is there.</summary>
    public void CreateIfMissing(string service)
    {
        var name = s_known[service].RoleName;
        if (!iam.Latest.Roles.ContainsKey(name))
        {
            iam.Update(state => state.Roles.ContainsKey(name) ? state : With(state, Make(service, null)));
        }
    }

    /// <exception cref="AwsException"><c>InvalidInput</c>: an unknown service, or the role is there.</exception>
    public IamRole Create(string service, string? description)
    {
        if (!s_known.TryGetValue(service, out var known))
        {
            throw IamErrors.InvalidInput($"Service role for {service} is not emulated; known are {string.Join(", ", s_known.Keys)}.");
        }

        return iam.Update(state =>
        {
            if (state.Roles.ContainsKey(known.RoleName))
            {
                throw IamErrors.InvalidInput($"Service role name {known.RoleName} has been taken in this account, please try a different suffix.");
            }

            var created = Make(service, description);
            return (With(state, created), created);
        });
    }

    private static IamState With(IamState state, IamRole role) => state with { Roles = state.Roles.Add(role.RoleName, role) };

    private IamRole Make(string service, string? description)
    {
        var (name, policy) = s_known[service];
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""";
        var path = $"/aws-service-role/{service}/";
        return new IamRole
        {
            RoleName = name,
            Path = path,
            RoleId = AwsIds.Unique("AROA"),
            Arn = $"arn:aws:iam::{options.Value.AccountId}:role{path}{name}",
            CreateDate = time.GetUtcNow(),
            TrustPolicy = new IamDocument(trust, PolicyDocumentParser.Parse(trust, PolicyKind.Trust)),
            TrustedPrincipalIds = ImmutableDictionary<string, string>.Empty,
            Description = description,
            AttachedPolicies = ImmutableSortedSet.Create(StringComparer.Ordinal, policy),
        };
    }
}
