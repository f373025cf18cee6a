using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>The order in which the controller changes AWS: what is referred to comes first and goes last.</summary>
public sealed class DeployOrderTests
{
    // What the binding's own reconcile does, when the Ingress's has made it.
    private static readonly string[] s_ofBindings = ["RegisterTargets", "AuthorizeSecurityGroupIngress"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_WithEverything_IsDoneInUpstreamsOrder()
    {
        await using var bed = await StartAsync();

        await ApplyAsync(bed);
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.SettleAsync();

        // The shared group while the model is built; then security group, target groups, load balancer, listeners, rules, web ACL.
        Assert.Equal(
            [
                "CreateSecurityGroup",
                "CreateSecurityGroup", "AuthorizeSecurityGroupIngress",
                "CreateTargetGroup", "ModifyTargetGroupAttributes",
                "CreateLoadBalancer", "ModifyLoadBalancerAttributes",
                "CreateListener", "CreateListener", "AddListenerCertificates", "AddListenerCertificates",
                "CreateRule", "CreateRule", "CreateRule", "CreateRule",
                "AssociateWebACL",
            ],
            WithoutBindings(bed.Writes));
    }

    [Fact]
    public async Task Create_Again_ChangesNothing()
    {
        await using var bed = await StartAsync();
        await ApplyAsync(bed);
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        await bed.SettleAsync();
        var before = bed.Writes.Count();

        await bed.RestartControllerAsync();
        await Eventually.UntilAsync(async () => (await bed.ControllerLogAsync()).Contains("successfully deployed model", StringComparison.Ordinal));
        await bed.SettleAsync();

        Assert.Empty(bed.Writes.Skip(before));
    }

    [Fact]
    public async Task Delete_WithEverything_IsDoneInUpstreamsOrder()
    {
        await using var bed = await StartAsync();
        await ApplyAsync(bed);
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        await bed.SettleAsync();
        var before = bed.Writes.Count();

        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        await bed.SettleAsync();

        // Listeners and rules go with the load balancer; the binding empties its group before that is deleted; the security groups are last.
        Assert.Equal(
            ["DeleteLoadBalancer", "DeregisterTargets", "RevokeSecurityGroupIngress", "DeleteTargetGroup", "DeleteSecurityGroup", "DeleteSecurityGroup"],
            bed.Writes.Skip(before));
        Assert.Empty(await bed.ListAsync(Manifest.Bindings));
    }

    [Fact]
    public async Task Change_OfListeners_DeletesBeforeItCreatesAndModifiesLast()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("listen-ports", """[{"HTTP":80},{"HTTP":81}]""")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        await bed.SettleAsync();
        var before = bed.Writes.Count();

        // Port 80 goes, 82 comes, 81 changes its protocol where it is.
        await bed.ApplyAsync(Manifest.Ingress(
            "shop", [("/", "web")], ("listen-ports", """[{"HTTPS":81},{"HTTP":82}]"""), ("certificate-arn", await bed.CreateCertificateAsync(SecureManifest.Host))));
        await Eventually.UntilAsync(() => Task.FromResult(bed.Writes.Skip(before).Contains("CreateRule")));
        await bed.SettleAsync();

        Assert.Equal(
            ["AddListenerCertificates", "AuthorizeSecurityGroupIngress", "CreateListener", "CreateRule", "DeleteListener", "ModifyListener", "RevokeSecurityGroupIngress"],
            bed.Writes.Skip(before).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["DeleteListener", "CreateListener", "ModifyListener", "AddListenerCertificates"], bed.Writes.Skip(before).Where(call => call.Contains("Listener", StringComparison.Ordinal)));
        var listeners = (await bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = await bed.LoadBalancerArnAsync() }, Token)).Listeners;
        Assert.Equal(["HTTP 82", "HTTPS 81"], listeners.Select(listener => $"{listener.Protocol} {listener.Port}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Change_FromHttpsToHttp_GivesTheCertificatesBack()
    {
        await using var bed = await StartAsync();
        var certificate = await bed.CreateCertificateAsync(SecureManifest.Host);
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("listen-ports", """[{"HTTPS":81}]"""), ("certificate-arn", certificate)));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.SettleAsync();
        var before = bed.Calls.Count;

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("listen-ports", """[{"HTTP":81}]"""), ("certificate-arn", certificate)));
        await Eventually.UntilAsync(async () => (await bed.ListenerAsync()).Protocol == Amazon.ElasticLoadBalancingV2.ProtocolEnum.HTTP);
        await Eventually.UntilAsync(() => Task.FromResult(bed.Calls.Skip(before).Contains("DescribeListenerAttributes")));
        await bed.SettleAsync();

        // The account took the certificates away with the protocol: they are asked for, and none is left to remove.
        Assert.Equal(
            ["ModifyListener", "DescribeListenerCertificates", "DescribeListenerAttributes"],
            bed.Calls.Skip(before).Where(call => call is "ModifyListener" or "DescribeListenerCertificates" or "RemoveListenerCertificates" or "DescribeListenerAttributes"));
    }

    private static async Task<ControllerBed> StartAsync()
    {
        var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        ProtectionTests.AddWebAcl(bed);
        return bed;
    }

    private static async Task ApplyAsync(ControllerBed bed) => await bed.ApplyAsync(Manifest.Ingress(
        "shop",
        [("/a", "web"), ("/b", "web")],
        ("listen-ports", """[{"HTTP":80},{"HTTPS":443}]"""),
        ("certificate-arn", $"{await bed.CreateCertificateAsync("a.example.test")},{await bed.CreateCertificateAsync("b.example.test")}"),
        ("load-balancer-attributes", "idle_timeout.timeout_seconds=100"),
        ("target-group-attributes", "deregistration_delay.timeout_seconds=5"),
        ("wafv2-acl-arn", ProtectionTests.AclArn)));

    // The last authorization is the binding's; the first one opens the load balancer to its clients.
    private static IEnumerable<string> WithoutBindings(IEnumerable<string> writes)
    {
        var isOpened = false;
        foreach (var call in writes)
        {
            if (!s_ofBindings.Contains(call, StringComparer.Ordinal) || (call == "AuthorizeSecurityGroupIngress" && !isOpened))
            {
                isOpened |= call == "AuthorizeSecurityGroupIngress";
                yield return call;
            }
        }
    }
}
