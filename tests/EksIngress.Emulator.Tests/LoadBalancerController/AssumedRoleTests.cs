using System.Net;
using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>TargetGroupBindings whose target group only another role may fill.</summary>
public sealed class AssumedRoleTests
{
    private const string ExternalId = "shop-42";
    private const string Owner = "target-group-owner";
    private const string Refused =
        "operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: [^,]+, api error AccessDenied: User: arn:aws:sts::000000000000:assumed-role/controller-[^ ]+ is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/target-group-owner";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Binding_NamesARole_ItsTargetsAreRegisteredByThatRole()
    {
        // The controller's own role could not.
        await using var bed = await ControllerBed.StartAsync(new() { Denied = "elasticloadbalancing:RegisterTargets" });
        await bed.AddWebAsync("web");
        var (group, role) = await CreateAsync(bed);
        var other = (await CreateGroupAsync(bed, "other")).TargetGroupArn;

        await bed.ApplyAsync(Manifest.Binding("own", "web", new() { ["targetGroupARN"] = other }));
        var binding = await bed.ApplyAsync(Manifest.Binding("mine", "web", Spec(group, role, ExternalId)));

        Assert.Equal(("ip", bed.VpcId), ((string)binding["spec"]!["targetType"]!, (string)binding["spec"]!["vpcID"]!));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(group)).Count == 1);
        Assert.Contains("RegisterTargets", await bed.EventAsync("own", "FailedReconcile"), StringComparison.Ordinal);
        await bed.DeleteAsync($"{Manifest.Bindings}/mine");
        await bed.GoneAsync($"{Manifest.Bindings}/mine");
        Assert.Empty(await bed.TargetsAsync(group));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("shop-43")]
    public async Task Binding_ExternalIdIsNotTheRoles_IsRefusedByTheWebhook(string? externalId)
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var (group, role) = await CreateAsync(bed);

        var (status, body) = await bed.SendAsync(HttpMethod.Post, Manifest.Bindings, Manifest.Binding("mine", "web", Spec(group, role, externalId)));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Matches("^admission webhook \"mtargetgroupbinding.elbv2.k8s.aws\" denied the request: .*" + Refused, (string?)body["message"]);
    }

    [Fact]
    public async Task Binding_TheRoleTrustsNoMore_TheEventSaysSoUntilItDoes()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        var (group, role) = await CreateAsync(bed);
        await bed.ApplyAsync(Manifest.Binding("mine", "web", Spec(group, role, ExternalId)));
        await bed.EventAsync("mine", "SuccessfullyReconciled");

        await TrustAsync(bed, "another");

        // What was issued lasts; another controller has to ask.
        await bed.RestartControllerAsync();
        await bed.ApplyAsync(Manifest.Deployment("web", 2, "web"));
        Assert.Matches("^Failed reconcile due to " + Refused, await bed.EventAsync("mine", "FailedReconcile"));
        Assert.Single(await bed.TargetsAsync(group));

        await TrustAsync(bed, ExternalId);
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(group)).Count == 2);
    }

    [Fact]
    public async Task Binding_InstancesAndARole_AreRefused()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web", serviceType: "NodePort");
        var (group, role) = await CreateAsync(bed, TargetTypeEnum.Instance);

        var (_, body) = await bed.SendAsync(HttpMethod.Post, Manifest.Bindings, Manifest.Binding("mine", "web", Spec(group, role, ExternalId)));

        Assert.Equal(
            "admission webhook \"vtargetgroupbinding.elbv2.k8s.aws\" denied the request: Unable to use instance target type while using assume role",
            (string?)body["message"]);
    }

    private static JsonObject Spec(string group, string role, string? externalId) => new()
    {
        ["targetGroupARN"] = group,
        ["iamRoleArnToAssume"] = role,
        ["assumeRoleExternalId"] = externalId,
    };

    private static async Task<(string Group, string Role)> CreateAsync(ControllerBed bed, TargetTypeEnum? type = null)
    {
        var role = await bed.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = Owner, AssumeRolePolicyDocument = Trust(bed.RoleArn, ExternalId) }, Token);
        await bed.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest
            {
                RoleName = Owner,
                PolicyName = "targets",
                PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["elasticloadbalancing:Describe*","elasticloadbalancing:RegisterTargets","elasticloadbalancing:DeregisterTargets"],"Resource":"*"}]}""",
            },
            Token);
        return ((await CreateGroupAsync(bed, "mine", type)).TargetGroupArn, role.Role.Arn);
    }

    private static Task TrustAsync(ControllerBed bed, string externalId) => bed.Iam.UpdateAssumeRolePolicyAsync(
        new UpdateAssumeRolePolicyRequest { RoleName = Owner, PolicyDocument = Trust(bed.RoleArn, externalId) }, Token);

    private static string Trust(string principal, string externalId) => $$$$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{{principal}}}}"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"{{{{externalId}}}}"}}}]}
        """;

    private static async Task<TargetGroup> CreateGroupAsync(ControllerBed bed, string name, TargetTypeEnum? type = null) => (await bed.Elb.CreateTargetGroupAsync(
        new CreateTargetGroupRequest { Name = name, TargetType = type ?? TargetTypeEnum.Ip, Port = 80, Protocol = ProtocolEnum.HTTP, VpcId = bed.VpcId }, Token)).TargetGroups[0];
}
