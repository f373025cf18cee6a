using Amazon.ElasticLoadBalancingV2;
using EksIngress.Emulator.Tests.Acm;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.AwsCli;

public sealed class LoadBalancerCliTests : IAsyncLifetime
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

    [Fact]
    public async Task HttpsListener_WithAnImportedCertificate_IsCreatedAndTakenDown()
    {
        using var authority = new TestAuthority();
        var pem = authority.Issue("shop.example.test");
        var (certificate, key, chain) = (_aws.Write("cert.pem", pem.Certificate), _aws.Write("key.pem", pem.PrivateKey), _aws.Write("chain.pem", authority.Pem));

        var certificateArn = (await _aws.JsonAsync($"acm import-certificate --certificate fileb://{certificate} --private-key fileb://{key} --certificate-chain fileb://{chain}")).GetProperty("CertificateArn").GetString();
        var balancerArn = (await _aws.JsonAsync($"elbv2 create-load-balancer --name cli --scheme internal --subnets {string.Join(' ', _bed.Subnets)}")).GetProperty("LoadBalancers")[0].GetProperty("LoadBalancerArn").GetString();
        await _aws.TextAsync($"elbv2 wait load-balancer-available --load-balancer-arns {balancerArn}");
        await _aws.TextAsync($"elbv2 wait load-balancer-exists --load-balancer-arns {balancerArn}");
        var listener = (await _aws.JsonAsync(
            $"elbv2 create-listener --load-balancer-arn {balancerArn} --protocol HTTPS --port 443 --certificates CertificateArn={certificateArn} --ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06 --default-actions Type=fixed-response,FixedResponseConfig={{StatusCode=404}}")).GetProperty("Listeners")[0];
        var inUse = await _aws.ErrorAsync($"acm delete-certificate --certificate-arn {certificateArn}");
        await _aws.TextAsync($"elbv2 delete-load-balancer --load-balancer-arn {balancerArn}");
        await _aws.TextAsync($"elbv2 wait load-balancers-deleted --load-balancer-arns {balancerArn}");
        await _aws.TextAsync($"acm delete-certificate --certificate-arn {certificateArn}");
        var gone = await _aws.ErrorAsync($"acm describe-certificate --certificate-arn {certificateArn}");

        Assert.Equal("ELBSecurityPolicy-TLS13-1-2-2021-06", listener.GetProperty("SslPolicy").GetString());
        Assert.Contains("(ResourceInUseException)", inUse, StringComparison.Ordinal);
        Assert.Contains("(ResourceNotFoundException)", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TargetGroups_ListenersAndRules_InPages_AreAllSeen()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("paged");
        var groups = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            var group = (await _aws.JsonAsync($"elbv2 create-target-group --name group{number} --protocol HTTP --port 80 --vpc-id {_bed.VpcId} --target-type ip")).GetProperty("TargetGroups")[0];
            groups.Add(group.GetProperty("TargetGroupArn").GetString()!);
        }

        await _aws.TextAsync($"elbv2 register-targets --target-group-arn {groups[0]} --targets Id=10.0.0.10,Port=80");
        await _aws.TextAsync($"elbv2 add-tags --resource-arns {groups[0]} --tags Key=team,Value=a");
        var listenerArn = (await _aws.JsonAsync($"elbv2 create-listener --load-balancer-arn {balancer.LoadBalancerArn} --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn={groups[0]}")).GetProperty("Listeners")[0].GetProperty("ListenerArn").GetString();
        await _aws.TextAsync($"elbv2 create-rule --listener-arn {listenerArn} --priority 5 --conditions Field=path-pattern,Values=/a --actions Type=forward,TargetGroupArn={groups[1]}");
        var first = await _aws.JsonAsync("elbv2 describe-target-groups --max-items 2");
        var rest = await _aws.JsonAsync("elbv2 describe-target-groups --starting-token", first.GetProperty("NextToken").GetString()!);
        var rules = await _aws.JsonAsync($"elbv2 describe-rules --listener-arn {listenerArn}");
        var health = await _aws.JsonAsync($"elbv2 describe-target-health --target-group-arn {groups[1]}");
        var tags = await _aws.JsonAsync($"elbv2 describe-tags --resource-arns {groups[0]}");
        var taken = await _aws.ErrorAsync($"elbv2 create-rule --listener-arn {listenerArn} --priority 5 --conditions Field=path-pattern,Values=/b --actions Type=forward,TargetGroupArn={groups[1]}");
        var inUse = await _aws.ErrorAsync($"elbv2 delete-target-group --target-group-arn {groups[0]}");

        Assert.Equal(groups.Order(), first.GetProperty("TargetGroups").EnumerateArray().Concat(rest.GetProperty("TargetGroups").EnumerateArray()).Select(group => group.GetProperty("TargetGroupArn").GetString()!).Order());
        Assert.Equal(2, rules.GetProperty("Rules").GetArrayLength());
        Assert.Empty(health.GetProperty("TargetHealthDescriptions").EnumerateArray());
        Assert.Equal("team", tags.GetProperty("TagDescriptions")[0].GetProperty("Tags")[0].GetProperty("Key").GetString());
        Assert.Contains("(PriorityInUse) when calling the CreateRule operation: Priority '5' is currently in use", taken, StringComparison.Ordinal);
        Assert.Contains("(ResourceInUse)", inUse, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RulesThatAuthenticate_AreAnsweredWithoutTheSecret()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("rules");
        var certificate = await _bed.CreateCertificateAsync("rules.example.test");
        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), certificate);
        var http = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
        const string Oidc = """[{"Type":"authenticate-oidc","Order":1,"AuthenticateOidcConfig":{"Issuer":"https://idp.example.test","AuthorizationEndpoint":"https://idp.example.test/a","TokenEndpoint":"https://idp.example.test/t","UserInfoEndpoint":"https://idp.example.test/u","ClientId":"c","ClientSecret":"hush","AuthenticationRequestExtraParams":{"prompt":"login"}}},{"Type":"fixed-response","Order":2,"FixedResponseConfig":{"StatusCode":"200"}}]""";
        const string Path = """[{"Field":"path-pattern","PathPatternConfig":{"Values":["/in"]}}]""";

        var created = await _aws.TextAsync($"elbv2 create-rule --listener-arn {listener.ListenerArn} --priority 1 --conditions", Path, "--actions", Oidc);
        var onHttp = await _aws.ErrorAsync($"elbv2 create-rule --listener-arn {http.ListenerArn} --priority 1 --conditions", Path, "--actions", Oidc);
        await _aws.TextAsync(
            $"elbv2 create-rule --listener-arn {http.ListenerArn} --priority 2 --conditions", Path, "--actions", """[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"200"}}]""");
        using var answer = await _bed.Http.GetAsync(new Uri(await _bed.AddressOfAsync(http.ListenerArn), "/in"), TestContext.Current.CancellationToken);

        Assert.Contains("\"prompt\": \"login\"", created, StringComparison.Ordinal);
        Assert.Contains("\"OnUnauthenticatedRequest\": \"authenticate\"", created, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", created, StringComparison.Ordinal);
        Assert.Contains("(InvalidLoadBalancerAction)", onHttp, StringComparison.Ordinal);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    /// <summary>Targets that answer, as the waiters see them; lists of balancers, listeners and rules page by page.</summary>
    [Fact]
    public async Task Targets_WaitedFor_ComeIntoServiceAndGo()
    {
        await using var target = await TargetServer.StartAsync(context => context.Response.WriteAsync("one"));
        var group = (await _bed.CreateTargetGroupAsync()).TargetGroupArn;
        var balancer = (await _bed.CreateLoadBalancerAsync()).LoadBalancerArn;
        var listener = (await _bed.CreateListenerAsync(balancer, ElbTestbed.Forward(group))).ListenerArn;
        await _bed.CreateListenerAsync(balancer, ElbTestbed.Fixed("200"), 81);
        await _bed.CreateRuleAsync(listener, 5, ElbTestbed.Fixed("200"), ElbTestbed.Path("/a"));
        var described = target.Description;
        var targets = $"--target-group-arn {group} --targets Id={described.Id},Port={described.Port}";

        await _aws.TextAsync("elbv2 register-targets " + targets);
        // A waiter that has to ask twice takes a quarter of a minute.
        await _bed.WaitForHealthAsync(group, health => health.Any(found => found.State == TargetHealthStateEnum.Healthy));
        await _aws.TextAsync("elbv2 wait target-in-service " + targets);
        await _aws.TextAsync($"elbv2 modify-target-group-attributes --target-group-arn {group} --attributes Key=deregistration_delay.timeout_seconds,Value=0");
        await _aws.TextAsync("elbv2 deregister-targets " + targets);
        await _bed.WaitForHealthAsync(group, health => health.Count == 0);
        await _aws.TextAsync("elbv2 wait target-deregistered " + targets);
        var first = await _aws.JsonAsync($"elbv2 describe-listeners --load-balancer-arn {balancer} --max-items 1");
        var rest = await _aws.JsonAsync($"elbv2 describe-listeners --load-balancer-arn {balancer} --starting-token", first.GetProperty("NextToken").GetString()!);
        var rules = await _aws.JsonAsync($"elbv2 describe-rules --listener-arn {listener} --max-items 1");
        var missing = await _aws.ErrorAsync("elbv2 describe-load-balancers --names nobody");

        Assert.Equal([80, 81], first.GetProperty("Listeners").EnumerateArray().Concat(rest.GetProperty("Listeners").EnumerateArray()).Select(found => found.GetProperty("Port").GetInt32()).Order());
        Assert.Equal("5", Assert.Single(rules.GetProperty("Rules").EnumerateArray()).GetProperty("Priority").GetString());
        Assert.True(rules.TryGetProperty("NextToken", out _));
        Assert.Contains("(LoadBalancerNotFound) when calling the DescribeLoadBalancers operation", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_RequestedAndListedInPages_AreAllSeen()
    {
        for (var number = 0; number < 3; number++)
        {
            await _aws.TextAsync($"acm request-certificate --domain-name n{number}.example.test --validation-method DNS");
        }

        var list = await _aws.JsonAsync("acm list-certificates --page-size 1");
        await _aws.TextAsync("acm wait certificate-validated --certificate-arn", list.GetProperty("CertificateSummaryList")[0].GetProperty("CertificateArn").GetString()!);
        var arn = list.GetProperty("CertificateSummaryList")[0].GetProperty("CertificateArn").GetString()!;
        await _aws.TextAsync($"acm update-certificate-options --certificate-arn {arn} --options CertificateTransparencyLoggingPreference=DISABLED");
        var options = (await _aws.JsonAsync($"acm describe-certificate --certificate-arn {arn}")).GetProperty("Certificate").GetProperty("Options");
        var noOptions = await _aws.ErrorAsync($"acm update-certificate-options --certificate-arn {arn[..^12]}000000000000 --options CertificateTransparencyLoggingPreference=DISABLED");
        var email = await _aws.ErrorAsync("acm request-certificate --domain-name mail.example.test --validation-method EMAIL");

        Assert.Equal(3, list.GetProperty("CertificateSummaryList").GetArrayLength());
        Assert.Equal("DISABLED", options.GetProperty("CertificateTransparencyLoggingPreference").GetString());
        Assert.Contains("(ResourceNotFoundException) when calling the UpdateCertificateOptions operation", noOptions, StringComparison.Ordinal);
        Assert.Contains("(NotEmulated)", email, StringComparison.Ordinal);
    }
}
