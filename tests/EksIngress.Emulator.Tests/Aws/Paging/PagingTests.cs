using System.Globalization;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws.Paging;

/// <summary>Every operation that AWS answers in pages does so here: page by page it shows what one page of all shows, in the same order, each item once.</summary>
public sealed class PagingTests(PagingFixture account) : IClassFixture<PagingFixture>
{
    private static readonly Dictionary<string, (string Size, string Token, string Next, int Smallest)> s_members = new()
    {
        ["acm"] = ("MaxItems", "NextToken", "NextToken", 1),
        ["ec2"] = ("MaxResults", "NextToken", "nextToken", 5),
        ["ecr"] = ("maxResults", "nextToken", "nextToken", 1),
        ["eks"] = ("maxResults", "nextToken", "nextToken", 1),
        ["elasticloadbalancing"] = ("PageSize", "Marker", "NextMarker", 1),
        ["iam"] = ("MaxItems", "Marker", "Marker", 1),
        ["wafv2"] = ("Limit", "NextMarker", "NextMarker", 1),
    };

    public static TheoryData<PagedOperation> Operations =>
    [
        new PagedOperation("acm", "ListCertificates", "CertificateSummaryList"),
        new PagedOperation("ec2", "DescribeInstanceStatus", "instanceStatusSet"),
        new PagedOperation("ec2", "DescribeInstanceTypes", "instanceTypeSet"),
        new PagedOperation("ec2", "DescribeInstances", "reservationSet"),
        new PagedOperation("ec2", "DescribeInternetGateways", "internetGatewaySet"),
        new PagedOperation("ec2", "DescribeNatGateways", "natGatewaySet"),
        new PagedOperation("ec2", "DescribeNetworkInterfaces", "networkInterfaceSet"),
        new PagedOperation("ec2", "DescribeRouteTables", "routeTableSet"),
        new PagedOperation("ec2", "DescribeSecurityGroupRules", "securityGroupRuleSet"),
        new PagedOperation("ec2", "DescribeSecurityGroups", "securityGroupInfo"),
        new PagedOperation("ec2", "DescribeSubnets", "subnetSet"),
        new PagedOperation("ec2", "DescribeTags", "tagSet"),
        new PagedOperation("ec2", "DescribeVpcs", "vpcSet"),
        new PagedOperation("ecr", "DescribeImages", "imageDetails", "repositoryName=r0", IsEmpty: true),
        new PagedOperation("ecr", "DescribeRepositories", "repositories"),
        new PagedOperation("ecr", "ListImages", "imageIds", "repositoryName=r0", IsEmpty: true),
        new PagedOperation("eks", "DescribeAddonVersions", "addons", "/addons/supported-versions"),
        new PagedOperation("eks", "DescribeClusterVersions", "clusterVersions", "/cluster-versions"),
        new PagedOperation("eks", "ListAccessEntries", "accessEntries", "/clusters/dev/access-entries"),
        new PagedOperation("eks", "ListAccessPolicies", "accessPolicies", "/access-policies"),
        new PagedOperation("eks", "ListAddons", "addons", "/clusters/dev/addons"),
        new PagedOperation("eks", "ListAssociatedAccessPolicies", "associatedAccessPolicies", "/clusters/dev/access-entries/{segment}/access-policies"),
        new PagedOperation("eks", "ListClusters", "clusters", "/clusters"),
        new PagedOperation("eks", "ListFargateProfiles", "fargateProfileNames", "/clusters/dev/fargate-profiles", IsEmpty: true),
        new PagedOperation("eks", "ListIdentityProviderConfigs", "identityProviderConfigs", "/clusters/dev/identity-provider-configs", IsEmpty: true),
        new PagedOperation("eks", "ListNodegroups", "nodegroups", "/clusters/dev/node-groups"),
        new PagedOperation("eks", "ListPodIdentityAssociations", "associations", "/clusters/dev/pod-identity-associations"),
        new PagedOperation("eks", "ListUpdates", "updateIds", "/clusters/dev/updates"),
        new PagedOperation("elasticloadbalancing", "DescribeAccountLimits", "Limits"),
        new PagedOperation("elasticloadbalancing", "DescribeListenerCertificates", "Certificates", "ListenerArn={listener}"),
        new PagedOperation("elasticloadbalancing", "DescribeListeners", "Listeners", "LoadBalancerArn={balancer}"),
        new PagedOperation("elasticloadbalancing", "DescribeLoadBalancers", "LoadBalancers"),
        new PagedOperation("elasticloadbalancing", "DescribeRules", "Rules", "ListenerArn={listener}"),
        new PagedOperation("elasticloadbalancing", "DescribeSSLPolicies", "SslPolicies"),
        new PagedOperation("elasticloadbalancing", "DescribeTargetGroups", "TargetGroups"),
        new PagedOperation("elasticloadbalancing", "DescribeTrustStoreAssociations", "TrustStoreAssociations", "TrustStoreArn={store}"),
        new PagedOperation("elasticloadbalancing", "DescribeTrustStores", "TrustStores"),
        new PagedOperation("iam", "GetAccountAuthorizationDetails", "RoleDetailList", "Filter.member.1=Role"),
        new PagedOperation("iam", "GetGroup", "Users", "GroupName=g0"),
        new PagedOperation("iam", "ListAccessKeys", "AccessKeyMetadata", "UserName=u0"),
        new PagedOperation("iam", "ListAttachedGroupPolicies", "AttachedPolicies", "GroupName=g0"),
        new PagedOperation("iam", "ListAttachedRolePolicies", "AttachedPolicies", "RoleName=r0"),
        new PagedOperation("iam", "ListAttachedUserPolicies", "AttachedPolicies", "UserName=u0"),
        new PagedOperation("iam", "ListEntitiesForPolicy", "PolicyRoles", "PolicyArn={policy}&EntityFilter=Role"),
        new PagedOperation("iam", "ListGroupPolicies", "PolicyNames", "GroupName=g0"),
        new PagedOperation("iam", "ListGroups", "Groups"),
        new PagedOperation("iam", "ListGroupsForUser", "Groups", "UserName=u0"),
        new PagedOperation("iam", "ListInstanceProfileTags", "Tags", "InstanceProfileName=i0"),
        new PagedOperation("iam", "ListInstanceProfiles", "InstanceProfiles"),
        new PagedOperation("iam", "ListInstanceProfilesForRole", "InstanceProfiles", "RoleName=r0"),
        new PagedOperation("iam", "ListOpenIDConnectProviderTags", "Tags", "OpenIDConnectProviderArn={provider}"),
        new PagedOperation("iam", "ListPolicies", "Policies"),
        new PagedOperation("iam", "ListPolicyTags", "Tags", "PolicyArn={policy}"),
        new PagedOperation("iam", "ListPolicyVersions", "Versions", "PolicyArn={policy}"),
        new PagedOperation("iam", "ListRolePolicies", "PolicyNames", "RoleName=r0"),
        new PagedOperation("iam", "ListRoleTags", "Tags", "RoleName=r0"),
        new PagedOperation("iam", "ListRoles", "Roles"),
        new PagedOperation("ec2", "DescribeCoipPools", "coipPoolSet", IsEmpty: true),
        new PagedOperation("ec2", "DescribeIpamPools", "ipamPoolSet", IsEmpty: true),
        new PagedOperation("ec2", "DescribeVolumes", "volumeSet", IsEmpty: true),
        new PagedOperation("ec2", "DescribeSnapshots", "snapshotSet", IsEmpty: true),
        new PagedOperation("ec2", "DescribeVpcEndpoints", "vpcEndpointSet", IsEmpty: true),
        new PagedOperation("ec2", "DescribeVpcPeeringConnections", "vpcPeeringConnectionSet", IsEmpty: true),
        new PagedOperation("ec2", "DescribeNetworkAcls", "networkAclSet", IsEmpty: true),
        new PagedOperation("ec2", "DescribeLaunchTemplates", "launchTemplates", IsEmpty: true),
        new PagedOperation("iam", "ListMFADevices", "MFADevices", "UserName=u0", IsEmpty: true),
        new PagedOperation("iam", "ListServerCertificates", "ServerCertificateMetadataList", IsEmpty: true),
        new PagedOperation("iam", "ListUserPolicies", "PolicyNames", "UserName=u0"),
        new PagedOperation("iam", "ListUserTags", "Tags", "UserName=u0"),
        new PagedOperation("iam", "ListUsers", "Users"),
        new PagedOperation("iam", "SimulateCustomPolicy", "EvaluationResults", "PolicyInputList.member.1={\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}&ActionNames.member.1=s3:Get&ActionNames.member.2=s3:Put&ActionNames.member.3=s3:List"),
        new PagedOperation("iam", "SimulatePrincipalPolicy", "EvaluationResults", "PolicySourceArn={role}&ActionNames.member.1=s3:Get&ActionNames.member.2=s3:Put&ActionNames.member.3=s3:List"),
        new PagedOperation("wafv2", "ListWebACLs", "WebACLs", "Scope=REGIONAL"),
        new PagedOperation("wafv2", "ListTagsForResource", "TagList", "ResourceARN={acl}"),
    ];

    /// <summary>Lists that AWS answers whole, or that never hold more than one.</summary>
    private static readonly string[] s_whole =
    [
        "acm:ListTagsForCertificate", "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones", "ec2:DescribeImages", "ec2:DescribeKeyPairs", "ec2:DescribeRegions",
        "ecr:ListTagsForResource", "eks:ListTagsForResource", "elasticloadbalancing:DescribeTags", "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeTrustStoreRevocations",
        "iam:ListAccountAliases", "iam:ListOpenIDConnectProviders", "waf-regional:ListWebACLs", "wafv2:ListResourcesForWebACL",
    ];

    /// <summary>Paged by other members than those above; their own tests put the pages together.</summary>
    private static readonly string[] s_pagedByName = ["route53:ListHostedZones", "route53:ListHostedZonesByName", "route53:ListResourceRecordSets", "shield:ListProtections"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Pages_PutTogether_AreTheWholeList(PagedOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var (_, _, next, smallest) = s_members[operation.Service];
        var whole = await CallAsync(operation, null, null);
        var all = Items(whole, operation.List);
        Assert.True(operation.IsEmpty ? all.Count == 0 : all.Count > smallest, $"{operation} lists {all.Count}");

        var (paged, pages, token) = (new List<string>(), 0, (string?)null);
        do
        {
            var page = await CallAsync(operation, smallest, token);
            var items = Items(page, operation.List);
            Assert.InRange(items.Count, operation.IsEmpty ? 0 : 1, smallest);
            paged.AddRange(items);
            token = Find(page, next)?.ToString();
            Assert.True(++pages <= all.Count + 1, $"{operation} does not end");
        }
        while (token is { Length: > 0 });

        Assert.Equal(all, paged);
        Assert.Equal(paged.Count, paged.Distinct().Count());
        await Assert.ThrowsAsync<RawCallException>(() => CallAsync(operation, 1_000_000, null));
        if (!operation.IsEmpty)
        {
            await Assert.ThrowsAsync<RawCallException>(() => CallAsync(operation, smallest, "no token of ours"));
        }
    }

    [Fact]
    public void Lists_AllOfThem_ArePagedOrKnownToBeWhole()
    {
        var lists = account.Bed.Emulator.Services.GetServices<IAwsService>()
            .SelectMany(service => service.Operations.Select(operation => $"{service.SigningName}:{operation.Name}"))
            .Where(name => AwsCoverage.Differences.GetValueOrDefault(name)?.Word != "absent" && name.Split(':')[1] is { } operation && (operation.StartsWith("List", StringComparison.Ordinal) || (operation.StartsWith("Describe", StringComparison.Ordinal) && operation.EndsWith('s'))));
        var known = Operations.Select(row => row.Data.ToString()).Concat(s_whole).Concat(s_pagedByName).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], lists.Where(name => !known.Contains(name) && !name.EndsWith("Attributes", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private Task<JsonNode> CallAsync(PagedOperation operation, int? size, string? token)
    {
        var (sizeName, tokenName, _, _) = s_members[operation.Service];
        var paging = new List<KeyValuePair<string, string>>();
        if (size is { } number)
        {
            paging.Add(new(sizeName, number.ToString(CultureInfo.InvariantCulture)));
        }

        if (token is not null)
        {
            paging.Add(new(tokenName, token));
        }

        var input = account.Fill(operation.Input);
        if (operation.Service == "eks")
        {
            return account.Calls.RestAsync("eks", input, input.Contains("{segment}", StringComparison.Ordinal) ? account.Fill("{principal}") : null, paging);
        }

        var members = input.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => new KeyValuePair<string, string>(pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        if (operation.Service is "iam" or "ec2" or "elasticloadbalancing")
        {
            return account.Calls.QueryAsync(operation.Service, operation.Name, members.Concat(paging));
        }

        var body = new JsonObject(members.Concat(paging).Select(pair => KeyValuePair.Create(pair.Key, pair.Key == sizeName ? (JsonNode?)int.Parse(pair.Value, CultureInfo.InvariantCulture) : pair.Value)));
        return account.Calls.JsonAsync(operation.Service, operation.Name, body);
    }

    private static List<string> Items(JsonNode answer, string list) => [.. (Find(answer, list) as JsonArray ?? []).Select(item => item!.ToJsonString())];

    // <OperationResponse><OperationResult><List>, <OperationResponse><List>, {"list":…}, {"TagInfoForResource":{"TagList":…}}
    private static JsonNode? Find(JsonNode answer, string name) =>
        answer[name] ?? (answer as JsonObject)?.FirstOrDefault(member => member.Key.EndsWith("Result", StringComparison.Ordinal) || member.Key == "TagInfoForResource").Value?[name];
}
