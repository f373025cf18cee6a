using System.Text.Json;
using Amazon.EC2.Model;
using EksIngress.Emulator.Tests.Aws;
using EksIngress.Emulator.Tests.Aws.Eks;

namespace EksIngress.Emulator.Tests.AwsCli;

/// <summary>Tags of all services at once, as people look for what a cluster or a controller has left.</summary>
public sealed class TaggingCliTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;
    private AwsCli _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        _aws = new AwsCli(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Resources_OfEveryService_AreTaggedFoundAndUntagged()
    {
        var cluster = await _bed.CreateClusterAsync();
        var vpc = (await _bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.9.0.0/16" }, Token)).Vpc.VpcId;
        var targets = (await _aws.JsonAsync($"elbv2 create-target-group --name shop --protocol HTTP --port 80 --vpc-id {vpc} --target-type ip --tags Key=elbv2.k8s.aws/cluster,Value=dev")).GetProperty("TargetGroups")[0].GetProperty("TargetGroupArn").GetString()!;
        var repository = (await _aws.JsonAsync("ecr create-repository --repository-name shop")).GetProperty("repository").GetProperty("repositoryArn").GetString()!;
        var certificate = (await _aws.JsonAsync("acm request-certificate --domain-name shop.example.test --validation-method DNS")).GetProperty("CertificateArn").GetString()!;
        var acl = (await _aws.JsonAsync("wafv2 create-web-acl --name guard --scope REGIONAL --default-action Allow={} --visibility-config SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=guard")).GetProperty("Summary").GetProperty("ARN").GetString()!;
        var vpcArn = $"arn:aws:ec2:eu-west-1:000000000000:vpc/{vpc}";
        string[] all = [cluster.Arn, vpcArn, targets, repository, certificate, acl];

        var tagged = await _aws.JsonAsync("resourcegroupstaggingapi tag-resources --tags team=shop,env=dev --resource-arn-list", all);
        var found = await _aws.JsonAsync("resourcegroupstaggingapi get-resources --page-size 2 --tag-filters Key=team,Values=shop,other Key=env");
        var some = await _aws.JsonAsync("resourcegroupstaggingapi get-resources --tag-filters Key=team --resource-type-filters ec2:vpc eks s3");
        var ofController = await _aws.JsonAsync("resourcegroupstaggingapi get-resources --tag-filters Key=elbv2.k8s.aws/cluster");
        var native = await _aws.JsonAsync($"eks list-tags-for-resource --resource-arn {cluster.Arn}");
        var keys = await _aws.JsonAsync("resourcegroupstaggingapi get-tag-keys");
        var values = await _aws.JsonAsync("resourcegroupstaggingapi get-tag-values --key team");
        var untagged = await _aws.JsonAsync("resourcegroupstaggingapi untag-resources --tag-keys team never --resource-arn-list", all);
        var left = await _aws.JsonAsync("resourcegroupstaggingapi get-resources --tag-filters Key=team");

        Assert.Empty(tagged.GetProperty("FailedResourcesMap").EnumerateObject());
        Assert.Equal(all.Order(StringComparer.Ordinal), Arns(found));
        Assert.Equal(new[] { cluster.Arn, vpcArn }.Order(StringComparer.Ordinal), Arns(some));
        Assert.Equal([targets], Arns(ofController));
        Assert.Equal("""[{"Key":"elbv2.k8s.aws/cluster","Value":"dev"},{"Key":"env","Value":"dev"},{"Key":"team","Value":"shop"}]""", JsonSerializer.Serialize(ofController.GetProperty("ResourceTagMappingList")[0].GetProperty("Tags")));
        Assert.Equal("shop", native.GetProperty("tags").GetProperty("team").GetString());
        Assert.Superset(new HashSet<string?> { "elbv2.k8s.aws/cluster", "env", "team" }, keys.GetProperty("TagKeys").EnumerateArray().Select(key => key.GetString()).ToHashSet());
        Assert.Equal(["shop"], values.GetProperty("TagValues").EnumerateArray().Select(value => value.GetString()));
        Assert.Empty(untagged.GetProperty("FailedResourcesMap").EnumerateObject());
        Assert.Empty(Arns(left));
    }

    /// <summary>As AWS has it: what is in no region is found in us-east-1; users and roles are tagged by this API, and not found by it.</summary>
    [Fact]
    public async Task Resources_OfIam_AreInTheRegionOfTheGlobalServices()
    {
        var policy = (await _aws.JsonAsync("iam create-policy --policy-name look --path /team/ --policy-document", AwsTestbed.Document("""{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}"""))).GetProperty("Policy").GetProperty("Arn").GetString()!;
        var role = await _bed.CreateServiceRoleAsync("ops", "ec2.amazonaws.com");

        var elsewhere = await _aws.JsonAsync("resourcegroupstaggingapi tag-resources --tags team=shop --resource-arn-list", policy);
        var tagged = await _aws.JsonAsync("--region us-east-1 resourcegroupstaggingapi tag-resources --tags team=shop --resource-arn-list", policy, role.Arn, role.Arn.Replace("role/", "role/elsewhere/", StringComparison.Ordinal));
        var found = await _aws.JsonAsync("--region us-east-1 resourcegroupstaggingapi get-resources --tag-filters Key=team");
        var here = await _aws.JsonAsync("resourcegroupstaggingapi get-resources --tag-filters Key=team");
        var ofRole = await _aws.JsonAsync("iam list-role-tags --role-name ops");

        Assert.Equal("InvalidParameterException", elsewhere.GetProperty("FailedResourcesMap").GetProperty(policy).GetProperty("ErrorCode").GetString());
        Assert.EndsWith(":role/elsewhere/ops does not exist.", Assert.Single(tagged.GetProperty("FailedResourcesMap").EnumerateObject()).Value.GetProperty("ErrorMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal([policy], Arns(found));
        Assert.Empty(Arns(here));
        Assert.Equal("team", ofRole.GetProperty("Tags")[0].GetProperty("Key").GetString());
    }

    private static IEnumerable<string?> Arns(JsonElement answer) => answer.GetProperty("ResourceTagMappingList").EnumerateArray().Select(mapping => mapping.GetProperty("ResourceARN").GetString());
}
