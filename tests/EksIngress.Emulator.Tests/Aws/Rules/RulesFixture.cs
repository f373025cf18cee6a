using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Emulator.Tests.Aws.Eks;
using EksIngress.Emulator.Tests.Aws.Paging;

namespace EksIngress.Emulator.Tests.Aws.Rules;

/// <summary>An account in which every service has something to name and to tag.</summary>
public sealed class RulesFixture : IAsyncLifetime
{
    private const string Everything = """{"Effect":"Allow","Action":"s3:*","Resource":"*"}""";
    private const string Trust = """{"Effect":"Allow","Principal":{"Service":["eks.amazonaws.com","ec2.amazonaws.com","pods.eks.amazonaws.com"],"AWS":"arn:aws:iam::000000000000:root"},"Action":["sts:AssumeRole","sts:TagSession"]}""";

    private AwsTestbed _bed = null!;
    private string _vpc = "";
    private string _role = "";
    private List<string> _subnets = [];
    private int _number;

    internal RawCalls Calls { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token, settings: new Dictionary<string, string?> { ["Quotas:iam/InstanceProfilesPerAccount"] = "5000", ["Quotas:iam/OpenIdConnectProvidersPerAccount"] = "500" });
        Calls = new RawCalls(_bed.Emulator);
        var (vpc, subnets) = await _bed.CreateNetworkAsync("eu-west-1a", "eu-west-1b");
        (_vpc, _subnets) = (vpc, subnets);
        _role = (await _bed.CreateRoleAsync("cluster", Trust)).Arn;
        await _bed.Eks.CreateClusterAsync(new CreateClusterRequest { Name = "dev", RoleArn = _role, ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = subnets } }, Token);
        await _bed.WaitForClusterAsync(Amazon.EKS.ClusterStatus.ACTIVE);
    }

    public async ValueTask DisposeAsync()
    {
        Calls?.Dispose();
        await _bed.DisposeAsync();
    }

    /// <summary>Something new that has no tags yet, as the operation names it.</summary>
    public async Task<string> MakeAsync(string operation)
    {
        var name = Next();
        return operation switch
        {
            "iam:TagRole" => (await _bed.CreateRoleAsync(name, Trust)).RoleName,
            "iam:TagUser" => (await _bed.Iam.CreateUserAsync(new CreateUserRequest { UserName = name }, Token)).User.UserName,
            "iam:TagPolicy" => (await _bed.Iam.CreatePolicyAsync(new CreatePolicyRequest { PolicyName = name, PolicyDocument = AwsTestbed.Document(Everything) }, Token)).Policy.Arn,
            "iam:TagInstanceProfile" => (await _bed.Iam.CreateInstanceProfileAsync(new CreateInstanceProfileRequest { InstanceProfileName = name }, Token)).InstanceProfile.InstanceProfileName,
            "iam:TagOpenIDConnectProvider" => (await _bed.Iam.CreateOpenIDConnectProviderAsync(new CreateOpenIDConnectProviderRequest { Url = $"https://{name}.example.test", ClientIDList = ["a"] }, Token)).OpenIDConnectProviderArn,
            "ec2:CreateTags" => (await _bed.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { GroupName = name, Description = name, VpcId = _vpc }, Token)).GroupId,
            "elasticloadbalancing:AddTags" => (string)(await Calls.QueryAsync("elasticloadbalancing", "CreateTargetGroup", TargetGroup(name)))["CreateTargetGroupResult"]!["TargetGroups"]![0]!["TargetGroupArn"]!,
            "eks:TagResource" => (await _bed.Eks.CreatePodIdentityAssociationAsync(new CreatePodIdentityAssociationRequest { ClusterName = "dev", Namespace = "a", ServiceAccount = name, RoleArn = _role }, Token)).Association.AssociationArn,
            "acm:AddTagsToCertificate" => (string)(await Calls.JsonAsync("acm", "RequestCertificate", new() { ["DomainName"] = $"{name}.example.com", ["ValidationMethod"] = "DNS" }))["CertificateArn"]!,
            "ecr:TagResource" => (string)(await Calls.JsonAsync("ecr", "CreateRepository", new() { ["repositoryName"] = name }))["repository"]!["repositoryArn"]!,
            "wafv2:TagResource" => (string)(await Calls.JsonAsync("wafv2", "CreateWebACL", WebAcl(name)))["Summary"]!["ARN"]!,
            _ => name,
        };
    }

    /// <summary>Calls the operation for something of the name.</summary>
    public Task<JsonNode> NameAsync(string operation, string name)
    {
        var parts = operation.Split(':');
        var (service, action) = (parts[0], parts[1]);
        return operation switch
        {
            "iam:CreateGroup" => Calls.QueryAsync(service, action, [new("GroupName", name)]),
            "iam:CreatePolicy" => Calls.QueryAsync(service, action, [new("PolicyName", name), new("PolicyDocument", AwsTestbed.Document(Everything))]),
            "iam:PutRolePolicy" => Calls.QueryAsync(service, action, [new("RoleName", "cluster"), new("PolicyName", name), new("PolicyDocument", AwsTestbed.Document(Everything))]),
            "iam:CreateInstanceProfile" => Calls.QueryAsync(service, action, [new("InstanceProfileName", name)]),
            "iam:CreateAccountAlias" => Calls.QueryAsync(service, action, [new("AccountAlias", name)]),
            "iam:CreateRole Path" => Calls.QueryAsync(service, "CreateRole", [new("RoleName", Next()), new("Path", name), new("AssumeRolePolicyDocument", AwsTestbed.Document(Trust))]),
            "iam:CreatePolicy Path" => Calls.QueryAsync(service, "CreatePolicy", [new("PolicyName", Next()), new("Path", name), new("PolicyDocument", AwsTestbed.Document(Everything))]),
            "iam:CreateRole Description" => Calls.QueryAsync(service, "CreateRole", [new("RoleName", Next()), new("Description", name), new("AssumeRolePolicyDocument", AwsTestbed.Document(Trust))]),
            "eks:CreateCluster" => Calls.PostAsync(service, "/clusters", null, new() { ["name"] = name, ["roleArn"] = _role, ["resourcesVpcConfig"] = new JsonObject { ["subnetIds"] = Subnets() } }),
            "eks:CreateNodegroup" => Calls.PostAsync(service, "/clusters/dev/node-groups", null, new() { ["nodegroupName"] = name, ["nodeRole"] = _role, ["subnets"] = Subnets() }),
            "elasticloadbalancing:CreateLoadBalancer" => Calls.QueryAsync(
                service, action, [new("Name", name), .. _subnets.Select((subnet, index) => KeyValuePair.Create($"Subnets.member.{index + 1}", subnet))]),
            "elasticloadbalancing:CreateTrustStore" => Calls.QueryAsync(
                service, action, [new("Name", name), new("CaCertificatesBundleS3Bucket", "none"), new("CaCertificatesBundleS3Key", "none.pem")]),
            "acm:RequestCertificate" => Calls.JsonAsync(service, action, new() { ["DomainName"] = name, ["ValidationMethod"] = "DNS" }),
            "shield:CreateProtection" => Calls.JsonAsync(service, action, new() { ["Name"] = name, ["ResourceArn"] = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/none/1" }),
            _ => TagAsync(operation, name, []),
        };
    }

    /// <summary>Calls the operation with the tags, for what <see cref="MakeAsync"/> made.</summary>
    public Task<JsonNode> TagAsync(string operation, string of, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        var parts = operation.Split(':');
        var (service, action) = (parts[0], parts[1]);
        var listed = tags.Count == 0 ? null : new JsonArray([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);
        return operation switch
        {
            "iam:TagRole" => Calls.QueryAsync(service, action, [new("RoleName", of), .. Members("Tags.member", tags)]),
            "iam:TagUser" => Calls.QueryAsync(service, action, [new("UserName", of), .. Members("Tags.member", tags)]),
            "iam:TagPolicy" => Calls.QueryAsync(service, action, [new("PolicyArn", of), .. Members("Tags.member", tags)]),
            "iam:TagInstanceProfile" => Calls.QueryAsync(service, action, [new("InstanceProfileName", of), .. Members("Tags.member", tags)]),
            "iam:TagOpenIDConnectProvider" => Calls.QueryAsync(service, action, [new("OpenIDConnectProviderArn", of), .. Members("Tags.member", tags)]),
            "iam:CreateRole" => Calls.QueryAsync(service, action, [new("RoleName", of), new("AssumeRolePolicyDocument", AwsTestbed.Document(Trust)), .. Members("Tags.member", tags)]),
            "iam:CreateUser" => Calls.QueryAsync(service, action, [new("UserName", of), .. Members("Tags.member", tags)]),
            "sts:AssumeRole" => Calls.QueryAsync(service, action, [new("RoleArn", _role), new("RoleSessionName", of), .. Members("Tags.member", tags)]),
            "ec2:CreateTags" => Calls.QueryAsync(service, action, [new("ResourceId.1", of), .. Members("Tag", tags)]),
            "ec2:CreateSecurityGroup" => Calls.QueryAsync(
                service, action, [new("GroupName", of), new("GroupDescription", of), new("VpcId", _vpc), new("TagSpecification.1.ResourceType", "security-group"), .. Members("TagSpecification.1.Tag", tags)]),
            "elasticloadbalancing:AddTags" => Calls.QueryAsync(service, action, [new("ResourceArns.member.1", of), .. Members("Tags.member", tags)]),
            "elasticloadbalancing:CreateTargetGroup" => Calls.QueryAsync(service, action, [.. TargetGroup(of), .. Members("Tags.member", tags)]),
            "eks:TagResource" => Calls.PostAsync(service, "/tags/{segment}", of, new() { ["tags"] = Map(tags) }),
            "eks:CreatePodIdentityAssociation" => Calls.PostAsync(
                service, "/clusters/dev/pod-identity-associations", null, new() { ["namespace"] = "b", ["serviceAccount"] = of, ["roleArn"] = _role, ["tags"] = Map(tags) }),
            "acm:AddTagsToCertificate" => Calls.JsonAsync(service, action, new() { ["CertificateArn"] = of, ["Tags"] = listed }),
            "acm:RequestCertificate" => Calls.JsonAsync(service, action, new() { ["DomainName"] = $"{of}.example.org", ["ValidationMethod"] = "DNS", ["Tags"] = listed }),
            "ecr:TagResource" => Calls.JsonAsync(service, action, new() { ["resourceArn"] = of, ["tags"] = listed }),
            "ecr:CreateRepository" => Calls.JsonAsync(service, action, new() { ["repositoryName"] = of, ["tags"] = listed }),
            "wafv2:TagResource" => Calls.JsonAsync(service, action, new() { ["ResourceARN"] = of, ["Tags"] = listed }),
            "wafv2:CreateWebACL" => Calls.JsonAsync(service, action, WebAcl(of, listed)),
            _ => throw new ArgumentException(operation, nameof(operation)),
        };
    }

    private string Next() => $"n{Interlocked.Increment(ref _number)}";

    private JsonArray Subnets() => new([.. _subnets.Select(subnet => (JsonNode)subnet)]);

    private static IEnumerable<KeyValuePair<string, string>> Members(string prefix, IEnumerable<KeyValuePair<string, string>> tags) =>
        tags.SelectMany((tag, index) => new KeyValuePair<string, string>[] { new($"{prefix}.{index + 1}.Key", tag.Key), new($"{prefix}.{index + 1}.Value", tag.Value) });

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string>> tags) => new(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));

    private KeyValuePair<string, string>[] TargetGroup(string name) => [new("Name", name), new("Protocol", "HTTP"), new("Port", "80"), new("VpcId", _vpc), new("TargetType", "ip")];

    private static JsonObject WebAcl(string name, JsonArray? tags = null) => new()
    {
        ["Name"] = name,
        ["Scope"] = "REGIONAL",
        ["DefaultAction"] = new JsonObject { ["Allow"] = new JsonObject() },
        ["VisibilityConfig"] = new JsonObject { ["SampledRequestsEnabled"] = false, ["CloudWatchMetricsEnabled"] = false, ["MetricName"] = "m" },
        ["Tags"] = tags,
    };
}
