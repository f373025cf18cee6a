using System.Globalization;
using Amazon.CertificateManager.Model;
using Amazon.EC2.Model;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Emulator.Aws;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;
using Certificate = Amazon.ElasticLoadBalancingV2.Model.Certificate;
using Subnet = Amazon.EC2.Model.Subnet;
using Tag = Amazon.IdentityManagement.Model.Tag;

namespace EksIngress.Emulator.Tests.Aws.Paging;

/// <summary>An account with several of everything that can be listed.</summary>
public sealed class PagingFixture : IAsyncLifetime
{
    private const int Few = 3;

    // EC2's pages have five items at least.
    private const int Many = 7;

    private static readonly string s_policy = AwsTestbed.Document("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}""");
    private static readonly List<Tag> s_tags = [new() { Key = "a", Value = "1" }, new() { Key = "b", Value = "2" }, new() { Key = "c", Value = "3" }];

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private AwsTestbed _bed = null!;
    private List<string> _subnets = [];

    internal AwsTestbed Bed => _bed;

    internal RawCalls Calls { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Puts the ARNs and ids of the account into a text: <c>{role}</c>, <c>{listener}</c>, …</summary>
    public string Fill(string text) => _names.Aggregate(text ?? "", (filled, name) => filled.Replace("{" + name.Key + "}", name.Value, StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token, settings: new Dictionary<string, string?>
        {
            ["Quotas:" + AwsQuota.Ec2Vpcs] = "10",
            ["Quotas:" + AwsQuota.Ec2InternetGateways] = "10",
            ["Quotas:" + AwsQuota.Ec2NatGateways] = "10",
        });
        Calls = new RawCalls(_bed.Emulator);
        await MakeNetworkAsync();
        await MakePrincipalsAsync();
        await MakeClustersAsync();
        await MakeLoadBalancersAsync();
        await Calls.JsonAsync("shield", "CreateSubscription", []);
        await Calls.JsonAsync("shield", "CreateProtection", new() { ["Name"] = "p", ["ResourceArn"] = _names["balancer"] });
        using var ecr = new AmazonECRClient(_bed.Administrator, _bed.Config(new AmazonECRConfig()));
        for (var number = 0; number < Few; number++)
        {
            await ecr.CreateRepositoryAsync(new CreateRepositoryRequest { RepositoryName = $"r{number}" }, Token);
            var acl = await Calls.JsonAsync("wafv2", "CreateWebACL", new()
            {
                ["Name"] = $"w{number}",
                ["Scope"] = "REGIONAL",
                ["DefaultAction"] = new System.Text.Json.Nodes.JsonObject { ["Allow"] = new System.Text.Json.Nodes.JsonObject() },
                ["VisibilityConfig"] = new System.Text.Json.Nodes.JsonObject { ["SampledRequestsEnabled"] = false, ["CloudWatchMetricsEnabled"] = false, ["MetricName"] = "m" },
                ["Tags"] = new System.Text.Json.Nodes.JsonArray([.. s_tags.Select(tag => new System.Text.Json.Nodes.JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
            });
            _names["acl"] = (string)acl["Summary"]!["ARN"]!;
            _names["aclId"] = (string)acl["Summary"]!["Id"]!;
            _names["lock"] = (string)acl["Summary"]!["LockToken"]!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Calls?.Dispose();
        await _bed.DisposeAsync();
    }

    private async Task MakeNetworkAsync()
    {
        for (var number = 0; number < Many; number++)
        {
            var vpc = (await _bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = $"10.{number}.0.0/16" }, Token)).Vpc.VpcId;
            await _bed.Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token);
            await _bed.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [vpc], Tags = [new() { Key = "n", Value = number.ToString(CultureInfo.InvariantCulture) }] }, Token);
            _names["vpc"] = vpc;
        }

        var subnets = new List<Subnet>();
        for (var number = 0; number < Many; number++)
        {
            subnets.Add((await _bed.Ec2.CreateSubnetAsync(
                new CreateSubnetRequest { VpcId = _names["vpc"], CidrBlock = $"10.{Many - 1}.{number}.0/24", AvailabilityZone = number % 2 == 0 ? "eu-west-1a" : "eu-west-1b" }, Token)).Subnet);
        }

        _subnets = [.. subnets.Select(subnet => subnet.SubnetId)];
        await _bed.Ec2.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = _names["vpc"], EnableDnsHostnames = true }, Token);
        _names["interface2"] = (await _bed.Ec2.CreateNetworkInterfaceAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnets[0] }, Token)).NetworkInterface.NetworkInterfaceId;
        _names["interface"] = (await _bed.Ec2.CreateNetworkInterfaceAsync(new CreateNetworkInterfaceRequest { SubnetId = _subnets[0] }, Token)).NetworkInterface.NetworkInterfaceId;
        var gateway = (await _bed.Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;
        await _bed.Ec2.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway, VpcId = _names["vpc"] }, Token);
        var tables = await _bed.Ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [new Filter("vpc-id", [_names["vpc"]])] }, Token);
        await _bed.Ec2.CreateRouteAsync(new CreateRouteRequest { RouteTableId = tables.RouteTables[0].RouteTableId, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway }, Token);
        (_names["subnet"], _names["subnet2"], _names["gateway"], _names["table"]) = (_subnets[0], _subnets[1], gateway, tables.RouteTables[0].RouteTableId);
        var groups = await _bed.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = [new Filter("vpc-id", [_names["vpc"]])] }, Token);
        _names["securityGroup"] = groups.SecurityGroups[0].GroupId;
        var rules = await _bed.Ec2.DescribeSecurityGroupRulesAsync(new DescribeSecurityGroupRulesRequest { Filters = [new Filter("group-id", [_names["securityGroup"]])] }, Token);
        (_names["securityGroupRule"], _names["securityGroupRule2"]) = (rules.SecurityGroupRules[0].SecurityGroupRuleId, rules.SecurityGroupRules[1].SecurityGroupRuleId);
        _names["allocation"] = (await _bed.Ec2.AllocateAddressAsync(new AllocateAddressRequest(), Token)).AllocationId;
        foreach (var subnet in _subnets)
        {
            await _bed.Ec2.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnet, MapPublicIpOnLaunch = true }, Token);
            await _bed.Ec2.CreateNatGatewayAsync(new CreateNatGatewayRequest { SubnetId = subnet, ConnectivityType = Amazon.EC2.ConnectivityType.Private }, Token);
        }
    }

    private async Task MakePrincipalsAsync()
    {
        var (iam, trust) = (_bed.Iam, """{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","eks.amazonaws.com","pods.eks.amazonaws.com"]},"Action":"sts:AssumeRole"}""");
        var policies = new List<string>();
        for (var number = 0; number < Few; number++)
        {
            policies.Add((await iam.CreatePolicyAsync(new CreatePolicyRequest { PolicyName = $"p{number}", PolicyDocument = s_policy, Tags = s_tags }, Token)).Policy.Arn);
            await iam.CreatePolicyVersionAsync(new CreatePolicyVersionRequest { PolicyArn = policies[0], PolicyDocument = s_policy }, Token);
            var role = await iam.CreateRoleAsync(new CreateRoleRequest { RoleName = $"r{number}", AssumeRolePolicyDocument = AwsTestbed.Document(trust), Tags = s_tags }, Token);
            _names["role"] = role.Role.Arn;
            await iam.CreateUserAsync(new CreateUserRequest { UserName = $"u{number}", Tags = s_tags }, Token);
            await iam.CreateGroupAsync(new CreateGroupRequest { GroupName = $"g{number}" }, Token);
            await iam.CreateInstanceProfileAsync(new CreateInstanceProfileRequest { InstanceProfileName = $"i{number}", Tags = s_tags }, Token);
            await iam.AddRoleToInstanceProfileAsync(new AddRoleToInstanceProfileRequest { InstanceProfileName = $"i{number}", RoleName = "r0" }, Token);
            await iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = $"g{number}", UserName = "u0" }, Token);
            if (number > 0)
            {
                await iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "g0", UserName = $"u{number}" }, Token);
                await iam.CreateAccessKeyAsync(new CreateAccessKeyRequest { UserName = "u0" }, Token);
            }

            await iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "r0", PolicyName = $"in{number}", PolicyDocument = s_policy }, Token);
            await iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = "u0", PolicyName = $"in{number}", PolicyDocument = s_policy }, Token);
            await iam.PutGroupPolicyAsync(new PutGroupPolicyRequest { GroupName = "g0", PolicyName = $"in{number}", PolicyDocument = s_policy }, Token);
            await iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = $"r{number}", PolicyArn = policies[0] }, Token);
            await iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = "r0", PolicyArn = policies[number] }, Token);
            await iam.AttachUserPolicyAsync(new AttachUserPolicyRequest { UserName = "u0", PolicyArn = policies[number] }, Token);
            await iam.AttachGroupPolicyAsync(new AttachGroupPolicyRequest { GroupName = "g0", PolicyArn = policies[number] }, Token);
        }

        await iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = $"r{Few - 1}", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, Token);
        _names["policy"] = policies[0];
        _names["provider"] = (await iam.CreateOpenIDConnectProviderAsync(
            new CreateOpenIDConnectProviderRequest { Url = "https://idp.example.test", ClientIDList = ["a"], ThumbprintList = [new string('a', 40)], Tags = s_tags }, Token)).OpenIDConnectProviderArn;
    }

    private async Task MakeClustersAsync()
    {
        for (var number = 0; number < Few; number++)
        {
            await _bed.Eks.CreateClusterAsync(
                new CreateClusterRequest
                {
                    Name = number == 0 ? "dev" : $"dev{number}",
                    RoleArn = _names["role"],
                    ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = _subnets },
                    AccessConfig = new CreateAccessConfigRequest { AuthenticationMode = AuthenticationMode.API },
                },
                Token);
        }

        await WaitAsync();
        foreach (var addon in new[] { "vpc-cni", "kube-proxy", "eks-pod-identity-agent" })
        {
            await _bed.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = addon }, Token);
        }

        foreach (var types in new List<string>[] { ["api"], ["api", "audit"], ["api", "audit", "scheduler"] })
        {
            _names["update"] = (await _bed.Eks.UpdateClusterConfigAsync(
                new UpdateClusterConfigRequest { Name = "dev", Logging = new Logging { ClusterLogging = [new LogSetup { Enabled = true, Types = types }] } }, Token)).Update.Id;
            await WaitAsync();
        }

        for (var number = 0; number < Few; number++)
        {
            await _bed.Eks.CreateNodegroupAsync(new CreateNodegroupRequest { ClusterName = "dev", NodegroupName = $"n{number}", NodeRole = _names["role"], Subnets = _subnets, ScalingConfig = new NodegroupScalingConfig { MinSize = 2, DesiredSize = 2, MaxSize = 2 } }, Token);
            _names["association"] = (await _bed.Eks.CreatePodIdentityAssociationAsync(new CreatePodIdentityAssociationRequest { ClusterName = "dev", Namespace = "default", ServiceAccount = $"s{number}", RoleArn = _names["role"] }, Token)).Association.AssociationId;
            var arn = _names["role"][..^1] + number;
            if (number < Few - 1)
            {
                await _bed.Eks.CreateAccessEntryAsync(new CreateAccessEntryRequest { ClusterName = "dev", PrincipalArn = arn }, Token);
            }
        }

        foreach (var policy in new[] { "AmazonEKSViewPolicy", "AmazonEKSEditPolicy", "AmazonEKSAdminPolicy" })
        {
            await _bed.Eks.AssociateAccessPolicyAsync(
                new AssociateAccessPolicyRequest { ClusterName = "dev", PrincipalArn = _names["role"][..^1] + "0", PolicyArn = "arn:aws:eks::aws:cluster-access-policy/" + policy, AccessScope = new AccessScope { Type = AccessScopeType.Cluster } }, Token);
        }

        _names["principal"] = _names["role"][..^1] + "0";
        await Eventually.UntilAsync(() => Task.FromResult(_bed.Kubernetes.Nodes.Count == 2 * Few));
    }

    private Task WaitAsync() => Eventually.UntilAsync(async () =>
    {
        var names = (await _bed.Eks.ListClustersAsync(new ListClustersRequest(), Token)).Clusters;
        var clusters = await Task.WhenAll(names.Select(name => _bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = name }, Token)));
        return clusters.All(cluster => cluster.Cluster.Status == ClusterStatus.ACTIVE);
    });

    private async Task MakeLoadBalancersAsync()
    {
        using var elb = new AmazonElasticLoadBalancingV2Client(_bed.Administrator, _bed.Config(new AmazonElasticLoadBalancingV2Config()));
        var folder = Directory.CreateDirectory(Path.Combine(_bed.Emulator.Directory, "s3", "bundles")).FullName;
        using var authority = new Acm.TestAuthority();
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.pem"), authority.Pem, Token);
        var certificates = new List<string>();
        for (var number = 0; number < Few; number++)
        {
            certificates.Add((await _bed.Acm.RequestCertificateAsync(new RequestCertificateRequest { DomainName = $"n{number}.example.test", ValidationMethod = "DNS" }, Token)).CertificateArn);
            _names["balancer"] = (await elb.CreateLoadBalancerAsync(new CreateLoadBalancerRequest { Name = $"b{number}", Scheme = "internal", Subnets = [.. _subnets.Take(2)] }, Token)).LoadBalancers[0].LoadBalancerArn;
            _names["targets"] = (await elb.CreateTargetGroupAsync(new CreateTargetGroupRequest { Name = $"t{number}", Protocol = ProtocolEnum.HTTP, Port = 80, VpcId = _names["vpc"], TargetType = TargetTypeEnum.Ip }, Token)).TargetGroups[0].TargetGroupArn;
            _names["store"] = (await elb.CreateTrustStoreAsync(new CreateTrustStoreRequest { Name = $"s{number}", CaCertificatesBundleS3Bucket = "bundles", CaCertificatesBundleS3Key = "ca.pem" }, Token)).TrustStores[0].TrustStoreArn;
        }

        await Eventually.UntilAsync(async () => (await _bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = certificates[^1] }, Token)).Certificate.Status == "ISSUED");
        _names["certificate"] = certificates[0];
        Action answer = new() { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new FixedResponseActionConfig { StatusCode = "404" } };
        for (var number = 0; number < Few; number++)
        {
            _names["listener"] = (await elb.CreateListenerAsync(
                new CreateListenerRequest
                {
                    LoadBalancerArn = _names["balancer"],
                    Protocol = ProtocolEnum.HTTPS,
                    Port = 443 + number,
                    Certificates = [new Certificate { CertificateArn = certificates[0] }],
                    MutualAuthentication = new MutualAuthenticationAttributes { Mode = "verify", TrustStoreArn = _names["store"] },
                    DefaultActions = [answer],
                },
                Token)).Listeners[0].ListenerArn;
        }

        await elb.AddListenerCertificatesAsync(
            new AddListenerCertificatesRequest { ListenerArn = _names["listener"], Certificates = [.. certificates.Skip(1).Select(arn => new Certificate { CertificateArn = arn })] }, Token);
        for (var number = 1; number < Few; number++)
        {
            _names["rule"] = (await elb.CreateRuleAsync(
                new CreateRuleRequest { ListenerArn = _names["listener"], Priority = number, Conditions = [new RuleCondition { Field = "path-pattern", Values = [$"/{number}"] }], Actions = [answer] }, Token)).Rules[0].RuleArn;
        }
    }
}
