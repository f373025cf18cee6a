using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>
/// A destroy while things go by themselves, or by the hand of others, between two of its calls: each removal step with the faults that its calls
/// can meet. It succeeds, and nothing is left.
/// </summary>
public sealed class RemovalRaceTests : IAsyncLifetime
{
    private readonly ProvisionerRun _run = new();
    private readonly string _name = "x" + Guid.NewGuid().ToString("N")[..8];
    private RunningEmulator _emulator = null!;
    private AwsClients _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EnvironmentSpec Spec => Specs.Dev with { Name = _name, Ingresses = [] };

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions
            {
                ConfigureServices = services => services.AddSingleton<IKubernetesClusters>(provider => new FakeKubernetesClusters(
                    provider.GetRequiredService<IEksIdentities>, provider.GetRequiredService<CertificateAuthority>)),
            },
            Token);
        _run.Set("AWS_ENDPOINT_URL", _emulator.AwsEndpoint.AbsoluteUri)
            .Set("AWS_ACCESS_KEY_ID", _emulator.AccessKeyId)
            .Set("AWS_SECRET_ACCESS_KEY", _emulator.SecretAccessKey)
            .Publish(Spec);
        _aws = Account.Connect(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _emulator.DisposeAsync();
        _run.Dispose();
    }

    // What each step calls, and what AWS answers when the thing went in the meantime. A list or a first look is stale instead: it still has
    // what is gone, and the next call does not find it.
    public static TheoryData<string, string[], string[]> Steps => new()
    {
        { "node-groups", ["DeleteNodegroup ResourceNotFoundException"], ["eks ListNodegroups", "eks DescribeNodegroup"] },
        { "cluster", ["DeleteCluster ResourceNotFoundException"], ["eks DescribeCluster"] },
        {
            "load-balancers", ["DescribeTags LoadBalancerNotFound", "DeleteLoadBalancer LoadBalancerNotFound", "DeleteTargetGroup TargetGroupNotFound"],
            ["elasticloadbalancing DescribeLoadBalancers", "elasticloadbalancing DescribeTargetGroups"]
        },
        { "certificates", ["DeleteCertificate ResourceNotFoundException", "DeleteCertificate ResourceInUseException"], ["acm ListCertificates"] },
        { "oidc-provider", ["DeleteOpenIDConnectProvider NoSuchEntity"], ["iam ListOpenIDConnectProviders"] },
        { "roles", ["DetachRolePolicy NoSuchEntity", "DeleteRole NoSuchEntity", "DeleteRole DeleteConflict"], ["iam ListRoles", "iam ListAttachedRolePolicies"] },
        { "policies", ["DeletePolicy NoSuchEntity", "DeletePolicy DeleteConflict"], ["iam ListPolicies"] },
        { "nat-gateway", ["DeleteNatGateway NatGatewayNotFound"], ["ec2 DescribeNatGateways"] },
        { "elastic-addresses", ["ReleaseAddress InvalidAllocationID.NotFound", "ReleaseAddress InvalidIPAddress.InUse"], ["ec2 DescribeAddresses"] },
        { "security-groups", ["DeleteSecurityGroup InvalidGroup.NotFound", "DeleteSecurityGroup DependencyViolation"], ["ec2 DescribeSecurityGroups"] },
        { "route-tables", ["DisassociateRouteTable InvalidAssociationID.NotFound", "DeleteRouteTable InvalidRouteTableID.NotFound"], ["ec2 DescribeRouteTables"] },
        { "subnets", ["DeleteSubnet InvalidSubnetID.NotFound", "DeleteSubnet DependencyViolation"], ["ec2 DescribeSubnets"] },
        { "internet-gateway", ["DetachInternetGateway Gateway.NotAttached", "DeleteInternetGateway InvalidInternetGatewayID.NotFound"], ["ec2 DescribeInternetGateways"] },
        { "vpc", ["DeleteVpc InvalidVpcID.NotFound", "DeleteVpc DependencyViolation"], ["ec2 DescribeVpcs"] },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Destroy_ThingsGoBetweenTwoCalls_LeavesNothing(string step, string[] errors, string[] stale)
    {
        var before = await Account.ListAsync(_aws, Token);
        await BuildAsync();
        var plan = _emulator.Services.GetRequiredService<FaultPlan>();
        plan.Replace(
            [
                .. errors.Select(error => error.Split(' ')).Select(error => new FaultRule { Kind = FaultKind.Error, Operation = error[0], Code = error[1], StatusCode = 400, Times = 1 }),
                .. stale.Select(read => read.Split(' ')).Select(read => new FaultRule { Kind = FaultKind.StaleRead, Service = read[0], Operation = read[1], Times = 3 }),
            ],
            0);

        var exitCode = await _run.RunAsync("destroy", _run.Folder, "--timeout", "60");

        Assert.True(exitCode == 0, $"{step}: {_run.Output}{_run.Error}");
        Assert.All(plan.Rules, rule => Assert.True(rule.Happened > 0, $"{step}: {rule.Rule} never happened"));
        plan.Replace([], 0);
        Assert.Equal(before, await Account.ListAsync(_aws, Token));
        Assert.Empty((await _aws.Certificates.ListCertificatesAsync(new(), Token)).CertificateSummaryList ?? []);
    }

    [Fact]
    public async Task Destroy_EveryAnswerToAWriteIsLostOnce_LeavesNothing()
    {
        var before = await Account.ListAsync(_aws, Token);
        await BuildAsync();
        var plan = _emulator.Services.GetRequiredService<FaultPlan>();
        string[] writes =
        [
            "DeleteNodegroup", "DeleteCluster", "DeleteLoadBalancer", "DeleteTargetGroup", "DeleteCertificate", "DeleteOpenIDConnectProvider", "DetachRolePolicy",
            "DeleteRole", "DeletePolicy", "DeleteNatGateway", "ReleaseAddress", "DeleteSecurityGroup", "DisassociateRouteTable", "DeleteRouteTable", "DeleteSubnet",
            "DetachInternetGateway", "DeleteInternetGateway", "DeleteVpc",
        ];
        plan.Replace([.. writes.Select(write => new FaultRule { Kind = FaultKind.DropResponse, Operation = write, Times = 1 })], 0);

        Assert.True(await _run.RunAsync("destroy", _run.Folder, "--timeout", "60") == 0, _run.Output + _run.Error);

        Assert.All(plan.Rules, rule => Assert.Equal(1, rule.Happened));
        Assert.Equal(before, await Account.ListAsync(_aws, Token));
    }

    [Fact]
    public async Task Destroy_OthersWroteIntoWhatIsOurs_IsTakenAwayOrNamed()
    {
        await BuildAsync();
        var role = $"{_name}-eu-west-1-workload-service-a";
        await _aws.Iam.PutRolePolicyAsync(new() { RoleName = role, PolicyName = "by-hand", PolicyDocument = Document }, Token);
        await _aws.Iam.CreateUserAsync(new() { UserName = "someone" }, Token);
        var policy = $"arn:aws:iam::{_emulator.AccountId}:policy/{role}";
        await _aws.Iam.AttachUserPolicyAsync(new() { UserName = "someone", PolicyArn = policy }, Token);
        var vpc = (await _aws.Ec2.DescribeVpcsAsync(new() { Filters = [new("tag:eksingress.dev/environment", [_name])] }, Token)).Vpcs[0].VpcId;
        var group = (await _aws.Ec2.CreateSecurityGroupAsync(new() { GroupName = "theirs", Description = "theirs", VpcId = vpc }, Token)).GroupId;

        Assert.Equal(1, await _run.RunAsync("destroy", _run.Folder, "--timeout", "3"));

        Assert.Contains($"deleted inline policy by-hand of role {role}", _run.Output, StringComparison.Ordinal);
        Assert.Contains($"policies: policy {role} is still in use by user someone; detach it there", _run.Error, StringComparison.Ordinal);
        Assert.Contains($"vpc: VPC {vpc} is still in use by security group {group} (theirs)", _run.Error, StringComparison.Ordinal);

        await _aws.Iam.DetachUserPolicyAsync(new() { UserName = "someone", PolicyArn = policy }, Token);
        await _aws.Ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Token);
        Assert.True(await _run.RunAsync("destroy", _run.Folder, "--timeout", "60") == 0, _run.Output + _run.Error);
    }

    private const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}""";

    // With an ALB that the controller left, and a certificate of two.
    private async Task BuildAsync()
    {
        Assert.True(await _run.RunAsync("apply", _run.Folder, "--timeout", "60") == 0, _run.Output + _run.Error);
        await using var alb = await HandMadeAlb.CreateAsync(_aws, _name, Token);
        var arns = new List<string>();
        foreach (var domain in new[] { "shop.example", "gone.example" })
        {
            arns.Add((await _aws.Certificates.RequestCertificateAsync(
                new() { DomainName = domain, ValidationMethod = "DNS", Tags = [new() { Key = "eksingress.dev/environment", Value = _name }] }, Token)).CertificateArn);
        }

        // A list that lags behind still has it.
        await _aws.Certificates.DeleteCertificateAsync(new() { CertificateArn = arns[1] }, Token);
    }
}
