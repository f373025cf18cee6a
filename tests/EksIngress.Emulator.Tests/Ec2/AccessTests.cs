using System.Text.Json.Nodes;
using System.Xml.Linq;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.State;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Ec2;

/// <summary>What IAM is asked, judged by the statements on EC2 that the load balancer controller's policy has.</summary>
public sealed class AccessTests
{
    private const string ClusterTag = "elbv2.k8s.aws/cluster";

    // https://github.com/kubernetes-sigs/aws-load-balancer-controller, docs/install/iam_policy.json: what it grants on security groups.
    private const string Policy =
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            { "Effect": "Allow", "Action": ["ec2:DescribeSecurityGroups", "ec2:DescribeVpcs"], "Resource": "*" },
            { "Effect": "Allow", "Action": ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], "Resource": "*" },
            { "Effect": "Allow", "Action": "ec2:CreateSecurityGroup", "Resource": "*" },
            {
              "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:security-group/*",
              "Condition": { "StringEquals": { "ec2:CreateAction": "CreateSecurityGroup" }, "Null": { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" } }
            },
            {
              "Effect": "Allow", "Action": ["ec2:CreateTags", "ec2:DeleteTags"], "Resource": "arn:aws:ec2:*:*:security-group/*",
              "Condition": { "Null": { "aws:RequestTag/elbv2.k8s.aws/cluster": "true", "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } }
            },
            {
              "Effect": "Allow", "Action": "ec2:DeleteSecurityGroup", "Resource": "*",
              "Condition": { "Null": { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } }
            }
          ]
        }
        """;

    private readonly Ec2Service _service;
    private readonly string _vpcId;
    private readonly string _ownGroupId;
    private readonly string _foreignGroupId;

    public AccessTests()
    {
        var regions = new Ec2Regions(AwsQuotas.OfNewAccount, new FakeTimeProvider(), Options.Create(new EmulatorOptions()), StateJournal.InMemory());
        _service = new Ec2Service(regions);
        _vpcId = Run("CreateVpc", ("CidrBlock", "10.0.0.0/16")).Element("vpc")!.Element("vpcId")!.Value;
        _ownGroupId = Run("CreateSecurityGroup", CreateGroup("own", (ClusterTag, "demo"))).Element("groupId")!.Value;
        _foreignGroupId = Run("CreateSecurityGroup", CreateGroup("foreign", ("Name", "theirs"))).Element("groupId")!.Value;
    }

    [Fact]
    public void CreateSecurityGroup_TaggedForACluster_IsAllowed() =>
        Assert.True(IsAllowed("CreateSecurityGroup", CreateGroup("new", (ClusterTag, "demo"), ("Name", "x"))));

    [Fact]
    public void CreateSecurityGroup_Untagged_IsAllowed() =>
        Assert.True(IsAllowed("CreateSecurityGroup", CreateGroup("new")));

    [Fact]
    public void CreateSecurityGroup_TaggedOtherwise_IsDenied() =>
        Assert.False(IsAllowed("CreateSecurityGroup", CreateGroup("new", ("Name", "x"))));

    [Fact]
    public void CreateTags_OnOwnGroupWithoutTheClusterTag_IsAllowed() =>
        Assert.True(IsAllowed("CreateTags", ("ResourceId.1", _ownGroupId), ("Tag.1.Key", "Name"), ("Tag.1.Value", "x")));

    [Fact]
    public void CreateTags_ResendingTheClusterTag_IsDenied() =>
        Assert.False(IsAllowed("CreateTags", ("ResourceId.1", _ownGroupId), ("Tag.1.Key", ClusterTag), ("Tag.1.Value", "demo")));

    [Fact]
    public void CreateTags_OnOwnAndForeignGroup_IsDenied() =>
        Assert.False(IsAllowed("CreateTags", ("ResourceId.1", _ownGroupId), ("ResourceId.2", _foreignGroupId), ("Tag.1.Key", "Name"), ("Tag.1.Value", "x")));

    [Fact]
    public void CreateTags_OnAVpc_IsDenied() =>
        Assert.False(IsAllowed("CreateTags", ("ResourceId.1", _vpcId), ("Tag.1.Key", "Name"), ("Tag.1.Value", "x")));

    [Fact]
    public void DeleteTags_OnOwnGroup_IsAllowed() =>
        Assert.True(IsAllowed("DeleteTags", ("ResourceId.1", _ownGroupId), ("Tag.1.Key", "Name")));

    [Fact]
    public void DeleteSecurityGroup_Own_IsAllowedAndForeignIsDenied()
    {
        Assert.True(IsAllowed("DeleteSecurityGroup", ("GroupId", _ownGroupId)));
        Assert.False(IsAllowed("DeleteSecurityGroup", ("GroupId", _foreignGroupId)));
    }

    [Fact]
    public void AuthorizeSecurityGroupIngress_ForeignGroup_IsAllowed() =>
        Assert.True(IsAllowed("AuthorizeSecurityGroupIngress", ("GroupId", _foreignGroupId)));

    [Fact]
    public void DescribeVpcs_Granted_IsAllowedAndDescribeSubnetsIsDenied()
    {
        Assert.True(IsAllowed("DescribeVpcs"));
        Assert.False(IsAllowed("DescribeSubnets"));
    }

    [Fact]
    public void Access_OfDescribeOperations_AsksForThemOnAnyResource()
    {
        foreach (var operation in _service.Operations.Where(operation => operation.Name.StartsWith("Describe", StringComparison.Ordinal)))
        {
            var question = Assert.Single(operation.Access(Call(operation.Name)));
            Assert.Equal(($"ec2:{operation.Name}", "*"), (question.Action, question.Resource));
        }
    }

    [Fact]
    public void Access_OnAResource_NamesItsArnTagsAndVpc()
    {
        var question = Assert.Single(Operation("DeleteSecurityGroup").Access(Call("DeleteSecurityGroup", ("GroupId", _ownGroupId))));

        Assert.Equal($"arn:aws:ec2:eu-west-1:000000000000:security-group/{_ownGroupId}", question.Resource);
        Assert.Equal(["demo"], question.Context[$"aws:ResourceTag/{ClusterTag}"]);
        Assert.Equal(["demo"], question.Context[$"ec2:ResourceTag/{ClusterTag}"]);
        Assert.Equal([$"arn:aws:ec2:eu-west-1:000000000000:vpc/{_vpcId}"], question.Context["ec2:Vpc"]);
    }

    private bool IsAllowed(string operation, params (string Name, string Value)[] parameters)
    {
        var policies = new PrincipalPolicies([new NamedPolicy("controller", PolicyDocumentParser.Parse(Policy, PolicyKind.Identity))], null, null);
        return Operation(operation).Access(Call(operation, parameters)).All(question =>
            PolicyEvaluator.Evaluate(policies, question.Action, question.Resource, new PolicyContext(question.Context)).IsAllowed);
    }

    private (string Name, string Value)[] CreateGroup(string name, params (string Key, string Value)[] tags) =>
    [
        ("GroupName", name),
        ("GroupDescription", name),
        ("VpcId", _vpcId),
        .. tags.SelectMany((tag, index) => new[]
        {
            ("TagSpecification.1.ResourceType", "security-group"),
            ($"TagSpecification.1.Tag.{index + 1}.Key", tag.Key),
            ($"TagSpecification.1.Tag.{index + 1}.Value", tag.Value),
        }).Distinct(),
    ];

    private AwsOperation Operation(string name) => _service.Operations.Single(operation => operation.Name == name);

    private XElement Run(string operation, params (string Name, string Value)[] parameters)
    {
        var run = Operation(operation).Handle(Call(operation, parameters), TestContext.Current.CancellationToken).AsTask();
        Assert.True(run.IsCompletedSuccessfully);
        return new XElement("result", Assert.IsType<AwsResult.Xml>(run.Result).Members);
    }

    private static AwsCall Call(string operation, params (string Name, string Value)[] parameters) => new()
    {
        Parameters = new AwsParameters(parameters.Append(("Action", operation)).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal)),
        Body = new JsonObject(),
        Caller = null,
        Region = "eu-west-1",
        AccountId = "000000000000",
        RequestId = "test",
    };
}
