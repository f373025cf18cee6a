using EksIngress.Emulator.Tests.ElbV2;

namespace EksIngress.Emulator.Tests.AwsCli;

public sealed class OtherServicesCliTests : IAsyncLifetime
{
    private ElbTestbed _bed = null!;
    private AwsCli _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _bed = await ElbTestbed.StartAsync();
        _aws = new AwsCli(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _bed.DisposeAsync();
    }

    /// <summary>What people type when they look around, or make sure that nothing is left.</summary>
    [Theory]
    [InlineData("ec2 describe-volumes --filters Name=tag:kubernetes.io/cluster/dev,Values=owned", "Volumes")]
    [InlineData("ec2 describe-snapshots --owner-ids self", "Snapshots")]
    [InlineData("ec2 describe-images --owners self", "Images")]
    [InlineData("ec2 describe-vpc-endpoints", "VpcEndpoints")]
    [InlineData("ec2 describe-vpc-peering-connections", "VpcPeeringConnections")]
    [InlineData("ec2 describe-network-acls", "NetworkAcls")]
    [InlineData("ec2 describe-launch-templates", "LaunchTemplates")]
    [InlineData("ec2 describe-key-pairs", "KeyPairs")]
    [InlineData("ec2 describe-coip-pools", "CoipPools")]
    [InlineData("ec2 describe-ipam-pools", "IpamPools")]
    [InlineData("iam list-mfa-devices --user-name admin", "MFADevices")]
    [InlineData("iam list-server-certificates", "ServerCertificateMetadataList")]
    public async Task Lists_OfWhatIsNotThere_AreEmpty(string command, string list) =>
        Assert.Empty((await _aws.JsonAsync(command)).GetProperty(list).EnumerateArray());

    [Theory]
    [InlineData("iam get-server-certificate --server-certificate-name shop", "(NoSuchEntity) when calling the GetServerCertificate operation: The Server Certificate with name shop cannot be found.")]
    [InlineData("iam get-server-certificate --server-certificate-name a/b", "(ValidationError) when calling the GetServerCertificate operation: The specified value for serverCertificateName is invalid.")]
    [InlineData("iam get-login-profile --user-name admin", "(NoSuchEntity) when calling the GetLoginProfile operation: Login Profile for User admin cannot be found.")]
    [InlineData("iam get-login-profile --user-name nobody", "(NoSuchEntity) when calling the GetLoginProfile operation: The user with name nobody cannot be found.")]
    [InlineData("cognito-idp describe-user-pool-client --user-pool-id eu-west-1_a --client-id a", "(NotEmulated) when calling the DescribeUserPoolClient operation: The operation 'DescribeUserPoolClient' of the service 'cognito-idp' is not emulated: no user pools")]
    [InlineData("route53 list-hosted-zones --delegation-set-id N1", "(NoSuchDelegationSet) when calling the ListHostedZones operation: A reusable delegation set with the specified ID does not exist: N1")]
    [InlineData("globalaccelerator list-accelerators", "(NotEmulated) when calling the ListAccelerators operation: The operation 'ListAccelerators' of the service 'globalaccelerator' is not emulated: no accelerators")]
    [InlineData("ec2 describe-account-attributes --attribute-names colour", "(InvalidParameterValue) when calling the DescribeAccountAttributes operation")]
    public async Task Reads_OfWhatIsNotThere_SaySo(string command, string error) => Assert.Contains(error, await _aws.ErrorAsync(command), StringComparison.Ordinal);

    [Fact]
    public async Task AccountAttributes_OfAnAccountWithoutDefaultVpc()
    {
        var attributes = (await _aws.JsonAsync("ec2 describe-account-attributes --attribute-names supported-platforms default-vpc")).GetProperty("AccountAttributes");

        Assert.Equal(
            ["supported-platforms=VPC", "default-vpc=none"],
            attributes.EnumerateArray().Select(attribute => $"{attribute.GetProperty("AttributeName").GetString()}={attribute.GetProperty("AttributeValues")[0].GetProperty("AttributeValue").GetString()}"));
    }

    [Fact]
    public async Task AccountReports_AreReadAsPeopleDo()
    {
        await _aws.TextAsync("iam create-account-alias --account-alias shop-dev");
        var key = (await _aws.JsonAsync("iam list-access-keys")).GetProperty("AccessKeyMetadata")[0].GetProperty("AccessKeyId").GetString();

        var used = await _aws.JsonAsync($"iam get-access-key-last-used --access-key-id {key}");
        await _aws.TextAsync("iam generate-credential-report");
        var report = await _aws.JsonAsync("iam get-credential-report");
        var policy = await _aws.ErrorAsync("iam get-account-password-policy");

        Assert.Equal("iam", used.GetProperty("AccessKeyLastUsed").GetProperty("ServiceName").GetString());
        Assert.Equal("text/csv", report.GetProperty("ReportFormat").GetString());
        Assert.Contains("(NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The Password Policy with domain name 000000000000 cannot be found.", policy, StringComparison.Ordinal);
        Assert.Equal("shop-dev", (await _aws.JsonAsync("iam list-account-aliases")).GetProperty("AccountAliases")[0].GetString());
    }

    [Fact]
    public async Task Ecr_Repositories_ComeAndGo()
    {
        var created = (await _aws.JsonAsync("ecr create-repository --repository-name shop/web --image-tag-mutability IMMUTABLE --tags Key=team,Value=a")).GetProperty("repository");
        await _aws.TextAsync("ecr create-repository --repository-name shop/api");
        var again = await _aws.ErrorAsync("ecr create-repository --repository-name shop/web");
        var badName = await _aws.ErrorAsync("ecr create-repository --repository-name Shop");
        var listed = await _aws.JsonAsync("ecr describe-repositories --page-size 1");
        var tags = await _aws.JsonAsync($"ecr list-tags-for-resource --resource-arn {created.GetProperty("repositoryArn").GetString()}");
        var images = await _aws.JsonAsync("ecr list-images --repository-name shop/web");
        var image = await _aws.ErrorAsync("ecr describe-images --repository-name shop/web --image-ids imageTag=latest");
        var password = await _aws.TextAsync("ecr get-login-password");
        await _aws.TextAsync("ecr delete-repository --repository-name shop/web");
        var gone = await _aws.ErrorAsync("ecr describe-repositories --repository-names shop/web");

        Assert.Equal("000000000000.dkr.ecr.eu-west-1.amazonaws.com/shop/web", created.GetProperty("repositoryUri").GetString());
        Assert.Contains("(RepositoryAlreadyExistsException) when calling the CreateRepository operation: The repository with name 'shop/web' already exists in the registry with id '000000000000'", again, StringComparison.Ordinal);
        Assert.Contains("(InvalidParameterException)", badName, StringComparison.Ordinal);
        Assert.Equal(2, listed.GetProperty("repositories").GetArrayLength());
        Assert.Equal("team", tags.GetProperty("tags")[0].GetProperty("Key").GetString());
        Assert.Empty(images.GetProperty("imageIds").EnumerateArray());
        Assert.Contains("(ImageNotFoundException)", image, StringComparison.Ordinal);
        Assert.True(password.Trim().Length > 100);
        Assert.Contains("(RepositoryNotFoundException)", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waf_WebAcl_IsAssociatedWithALoadBalancerUntilThatIsGone()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("guarded");
        var acl = (await _aws.JsonAsync(
            "wafv2 create-web-acl --name guard --scope REGIONAL --default-action Allow={} --visibility-config SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=guard")).GetProperty("Summary");
        var aclArn = acl.GetProperty("ARN").GetString();
        var none = await _aws.TextAsync($"wafv2 get-web-acl-for-resource --resource-arn {balancer.LoadBalancerArn}");
        await _aws.TextAsync($"wafv2 associate-web-acl --web-acl-arn {aclArn} --resource-arn {balancer.LoadBalancerArn}");
        var found = await _aws.JsonAsync($"wafv2 get-web-acl-for-resource --resource-arn {balancer.LoadBalancerArn}");
        var inUse = await _aws.ErrorAsync($"wafv2 delete-web-acl --name guard --scope REGIONAL --id {acl.GetProperty("Id").GetString()} --lock-token {acl.GetProperty("LockToken").GetString()}");
        await _aws.TextAsync($"wafv2 disassociate-web-acl --resource-arn {balancer.LoadBalancerArn}");
        var missing = await _aws.ErrorAsync($"wafv2 associate-web-acl --web-acl-arn {aclArn}x --resource-arn {balancer.LoadBalancerArn}");
        var classic = await _aws.TextAsync($"waf-regional get-web-acl-for-resource --resource-arn {balancer.LoadBalancerArn}");
        await _aws.TextAsync($"wafv2 delete-web-acl --name guard --scope REGIONAL --id {acl.GetProperty("Id").GetString()} --lock-token {acl.GetProperty("LockToken").GetString()}");

        Assert.DoesNotContain("WebACL", none, StringComparison.Ordinal);
        Assert.Equal(aclArn, found.GetProperty("WebACL").GetProperty("ARN").GetString());
        Assert.Contains("(WAFAssociatedItemException)", inUse, StringComparison.Ordinal);
        Assert.Contains("(WAFNonexistentItemException)", missing, StringComparison.Ordinal);
        Assert.DoesNotContain("WebACL", classic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shield_Protection_NeedsASubscription()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("shielded");
        var before = await _aws.JsonAsync("shield get-subscription-state");
        var refused = await _aws.ErrorAsync($"shield create-protection --name p --resource-arn {balancer.LoadBalancerArn}");
        await _aws.TextAsync("shield create-subscription");
        var id = (await _aws.JsonAsync($"shield create-protection --name p --resource-arn {balancer.LoadBalancerArn}")).GetProperty("ProtectionId").GetString();
        var protection = await _aws.JsonAsync($"shield describe-protection --resource-arn {balancer.LoadBalancerArn}");
        await _aws.TextAsync($"shield delete-protection --protection-id {id}");
        var gone = await _aws.ErrorAsync($"shield describe-protection --protection-id {id}");

        foreach (var name in new[] { "one", "two" })
        {
            await _aws.TextAsync($"shield create-protection --name {name} --resource-arn {(await _bed.CreateLoadBalancerAsync(name)).LoadBalancerArn}");
        }

        var all = await _aws.JsonAsync("shield list-protections --page-size 1");

        Assert.Equal(["one", "two"], all.GetProperty("Protections").EnumerateArray().Select(found => found.GetProperty("Name").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("INACTIVE", before.GetProperty("SubscriptionState").GetString());
        Assert.Contains("(ResourceNotFoundException)", refused, StringComparison.Ordinal);
        Assert.Equal(id, protection.GetProperty("Protection").GetProperty("Id").GetString());
        Assert.Contains("(ResourceNotFoundException)", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Route53_Records_AreChangedTogetherOrNotAtAll()
    {
        static string Change(string zone, string action) => $"route53 change-resource-record-sets --hosted-zone-id {zone} --change-batch " +
            $$$$"""{"Changes":[{"Action":"{{{{action}}}}","ResourceRecordSet":{"Name":"www.example.com","Type":"A","TTL":60,"ResourceRecords":[{"Value":"192.0.2.1"}]}}]}""";

        var zone = (await _aws.JsonAsync("route53 create-hosted-zone --name example.com --caller-reference cli")).GetProperty("HostedZone").GetProperty("Id").GetString()!;
        var change = (await _aws.JsonAsync(Change(zone, "CREATE"))).GetProperty("ChangeInfo").GetProperty("Id").GetString()!;
        await _aws.TextAsync($"route53 wait resource-record-sets-changed --id {change}");
        var noChange = await _aws.ErrorAsync("route53 get-change --id C00000000000000000000");
        var again = await _aws.ErrorAsync(Change(zone, "CREATE"));
        var records = await _aws.JsonAsync($"route53 list-resource-record-sets --hosted-zone-id {zone} --max-items 10");
        var paged = await _aws.JsonAsync($"route53 list-resource-record-sets --hosted-zone-id {zone} --page-size 1");
        var byName = await _aws.JsonAsync("route53 list-hosted-zones-by-name --dns-name example.com");
        var notEmpty = await _aws.ErrorAsync($"route53 delete-hosted-zone --id {zone}");
        await _aws.TextAsync(Change(zone, "DELETE"));
        await _aws.TextAsync($"route53 delete-hosted-zone --id {zone}");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await _aws.TextAsync($"route53 create-hosted-zone --name {name}.example.org --caller-reference {name}");
        }

        var firstZones = await _aws.JsonAsync("route53 list-hosted-zones --max-items 2");
        var otherZones = await _aws.JsonAsync("route53 list-hosted-zones --page-size 1 --starting-token", firstZones.GetProperty("NextToken").GetString()!);
        var gone = await _aws.ErrorAsync($"route53 get-hosted-zone --id {zone}");

        Assert.Contains("(InvalidChangeBatch) when calling the ChangeResourceRecordSets operation: [Tried to create resource record set [name='www.example.com.', type='A'] but it already exists]", again, StringComparison.Ordinal);
        Assert.Equal(["NS", "SOA", "A"], records.GetProperty("ResourceRecordSets").EnumerateArray().Select(record => record.GetProperty("Type").GetString()));
        Assert.Equal(3, paged.GetProperty("ResourceRecordSets").GetArrayLength());
        Assert.Equal(zone, byName.GetProperty("HostedZones")[0].GetProperty("Id").GetString());
        Assert.Contains("(HostedZoneNotEmpty)", notEmpty, StringComparison.Ordinal);
        Assert.Contains("(NoSuchHostedZone)", gone, StringComparison.Ordinal);
        Assert.Contains("(NoSuchChange)", noChange, StringComparison.Ordinal);
        Assert.Equal(3, firstZones.GetProperty("HostedZones").EnumerateArray().Concat(otherZones.GetProperty("HostedZones").EnumerateArray()).Select(found => found.GetProperty("Name").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Ec2_Network_IsMadeListedInPagesAndHeldByWhatDependsOnIt()
    {
        var vpc = (await _aws.JsonAsync("ec2 create-vpc --cidr-block 10.9.0.0/16")).GetProperty("Vpc").GetProperty("VpcId").GetString();
        await _aws.TextAsync($"ec2 wait vpc-available --vpc-ids {vpc}");
        var subnet = (await _aws.JsonAsync($"ec2 create-subnet --vpc-id {vpc} --cidr-block 10.9.1.0/24")).GetProperty("Subnet").GetProperty("SubnetId").GetString();
        await _aws.TextAsync($"ec2 wait subnet-available --subnet-ids {subnet}");
        var dependency = await _aws.ErrorAsync($"ec2 delete-vpc --vpc-id {vpc}");
        var subnets = await _aws.JsonAsync("ec2 describe-subnets --page-size 5");
        var zones = await _aws.JsonAsync("ec2 describe-availability-zones");
        var unknown = await _aws.ErrorAsync("ec2 describe-spot-price-history");
        await _aws.TextAsync($"ec2 delete-subnet --subnet-id {subnet}");
        await _aws.TextAsync($"ec2 delete-vpc --vpc-id {vpc}");

        var types = await _aws.JsonAsync("ec2 describe-instance-types --instance-types m5.large t4g.medium");
        var noType = await _aws.ErrorAsync("ec2 describe-instance-types --instance-types m5.enormous");
        var regions = await _aws.JsonAsync("ec2 describe-regions --region-names eu-west-1");
        var status = await _aws.JsonAsync("ec2 describe-instance-status");

        var arm = types.GetProperty("InstanceTypes")[1];
        Assert.Equal(8192, types.GetProperty("InstanceTypes")[0].GetProperty("MemoryInfo").GetProperty("SizeInMiB").GetInt32());
        Assert.Equal("arm64", arm.GetProperty("ProcessorInfo").GetProperty("SupportedArchitectures")[0].GetString());
        Assert.Contains("(InvalidInstanceType)", noType, StringComparison.Ordinal);
        Assert.Equal("ec2.eu-west-1.amazonaws.com", regions.GetProperty("Regions")[0].GetProperty("Endpoint").GetString());
        Assert.Empty(status.GetProperty("InstanceStatuses").EnumerateArray());
        Assert.Contains($"(DependencyViolation) when calling the DeleteVpc operation: The vpc '{vpc}' has dependencies and cannot be deleted.", dependency, StringComparison.Ordinal);
        Assert.True(subnets.GetProperty("Subnets").GetArrayLength() >= 3);
        Assert.True(zones.GetProperty("AvailabilityZones").GetArrayLength() >= 2);
        Assert.Contains("(NotEmulated)", unknown, StringComparison.Ordinal);
    }
}
