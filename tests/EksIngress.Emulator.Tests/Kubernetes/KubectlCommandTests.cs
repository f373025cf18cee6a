namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>The commands of kubectl that make or change one thing, as people type them. Go's typed commands send protobuf, the others JSON.</summary>
public sealed class KubectlCommandTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Commands_ThatSendJson_Work()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", $"{Manifests.Namespace("typed")}\n---\n{Manifests.Deployment("web", "typed")}");

        foreach (var command in new[]
        {
            "run one --image=echo:1 --port=8080", "expose deployment web --port=80 --target-port=8080", "scale deployment web --replicas=3", "set image deployment/web *=echo:2",
            "set env deployment/web A=1", "rollout restart deployment/web", "rollout history deployment/web", "rollout pause deployment/web", "rollout resume deployment/web",
            "label pod one x=y", "annotate pod one x=y", "autoscale deployment web --max=3", "delete service web", "delete pod one --now", "delete deployment web",
        })
        {
            await kubectl.RunAsync($"-n typed {command}");
        }
    }

    /// <summary>kubectl writes it as autoscaling/v1; it is kept and shown as v2.</summary>
    [Fact]
    public async Task Autoscale_CpuTarget_IsSeenInBothVersions()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("create deployment scaled --image=echo:1 --replicas=0");

        var made = await kubectl.RunAsync("autoscale deployment scaled --max=3 --cpu-percent=50");
        await kubectl.RunAsync("patch hpa scaled --type=merge -p {\"spec\":{\"behavior\":{\"scaleDown\":{\"stabilizationWindowSeconds\":5}}}}");
        await kubectl.RunAsync("patch horizontalpodautoscalers.v1.autoscaling scaled --type=merge -p {\"spec\":{\"targetCPUUtilizationPercentage\":60}}");

        Assert.Contains("horizontalpodautoscalers.autoscaling are kept and not emulated: nothing is scaled", made, StringComparison.Ordinal);
        Assert.Equal("60 5", await kubectl.RunAsync(
            "get hpa scaled -o jsonpath={.spec.metrics[0].resource.target.averageUtilization}{'\\x20'}{.spec.behavior.scaleDown.stabilizationWindowSeconds}"));
        Assert.Equal("60", await kubectl.RunAsync("get horizontalpodautoscalers.v1.autoscaling scaled -o jsonpath={.spec.targetCPUUtilizationPercentage}"));
    }

    /// <summary>What it makes from protobuf is what it writes in JSON: `kubectl diff` finds nothing.</summary>
    [Theory]
    [InlineData("namespace made")]
    [InlineData("configmap made --from-literal=a=1 --from-literal=empty=")]
    [InlineData("secret generic made --from-literal=a=1")]
    [InlineData("secret docker-registry login --docker-server=r --docker-username=u --docker-password=p")]
    [InlineData("serviceaccount made")]
    [InlineData("deployment made --image=echo:1 --replicas=0 --port=8080")]
    [InlineData("service clusterip made --tcp=80:8080")]
    [InlineData("service clusterip headless --clusterip=None --tcp=80")]
    [InlineData("service nodeport node --tcp=80:8080 --node-port=30080")]
    [InlineData("service loadbalancer balanced --tcp=80:http")]
    [InlineData("service externalname external --external-name=a.example.com")]
    [InlineData("ingress made --class=alb --rule=a.example.com/*=made:80 --annotation=alb.ingress.kubernetes.io/scheme=internal")]
    [InlineData("role made --verb=get --resource=pods,deployments.apps")]
    [InlineData("rolebinding made --role=made --serviceaccount=default:made")]
    [InlineData("clusterrole made --verb=get --resource=nodes")]
    [InlineData("clusterrole paths --verb=get --non-resource-url=/healthz")]
    [InlineData("clusterrolebinding made --clusterrole=made --user=u --group=g")]
    [InlineData("poddisruptionbudget made --selector=app=made --min-available=50%")]
    [InlineData("priorityclass made --value=10 --description=d")]
    [InlineData("quota made --hard=pods=2,requests.cpu=1500m")]
    public async Task Create_Typed_MakesWhatItWritesAsJson(string what)
    {
        using var kubectl = new Kubectl(cluster);

        var output = await kubectl.RunAsync($"create {what}");
        var (code, again) = await kubectl.TryAsync($"create {what}");
        var differences = await kubectl.RunAsync("diff -f -", await kubectl.RunAsync($"create {what} --dry-run=client -o yaml"));

        Assert.EndsWith(" created\n", output.Split("Warning:")[0], StringComparison.Ordinal);
        Assert.Equal("", differences);
        Assert.Equal(1, code);
        Assert.Contains("already exists", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateSecretTls_OfFiles_HasThem()
    {
        using var kubectl = new Kubectl(cluster);
        var (_, certificate, key) = TestCertificates.Create("a.example.com");

        await kubectl.RunAsync($"create secret tls tls --cert={kubectl.Write("a.pem", certificate)} --key={kubectl.Write("key.pem", key)}");

        Assert.Equal(
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(certificate)),
            await kubectl.RunAsync("get secret tls -o jsonpath={.data.tls\\.crt}"));
    }

    [Fact]
    public async Task Create_InvalidOrOnTrial_IsAnsweredAsForJson()
    {
        using var kubectl = new Kubectl(cluster);

        var trial = await kubectl.RunAsync("create configmap trial --from-literal=a=1 --dry-run=server");
        var (_, missing) = await kubectl.TryAsync("get configmap trial");
        var (_, invalid) = await kubectl.TryAsync("create serviceaccount Wrong");

        Assert.Contains("configmap/trial created (server dry run)", trial, StringComparison.Ordinal);
        Assert.Contains("NotFound", missing, StringComparison.Ordinal);
        Assert.Contains("a lowercase RFC 1123 subdomain", invalid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WhatHasNoController_WarnsOrIsRefusedByName()
    {
        using var kubectl = new Kubectl(cluster);

        var quota = await kubectl.RunAsync("create quota warned --hard=pods=2");
        var (_, job) = await kubectl.TryAsync("create job j --image=echo:1");

        Assert.Contains("Warning: resourcequotas are kept and not emulated: nothing is counted and no request is refused", quota, StringComparison.Ordinal);
        Assert.Contains("jobs of batch/v1 are neither emulated nor defined by a CustomResourceDefinition", job, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auth_WhoAmIAndCanI_AnswerForTheUserAndForAnother()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("create serviceaccount asked");
        await kubectl.RunAsync("create role asked --verb=get,list --resource=configmaps");
        await kubectl.RunAsync("create rolebinding asked --role=asked --serviceaccount=default:asked");
        const string As = "--as=system:serviceaccount:default:asked";

        Assert.Matches(@"Username +user:admin", await kubectl.RunAsync("auth whoami"));
        Assert.Matches(@"Username +system:serviceaccount:default:asked", await kubectl.RunAsync($"auth whoami {As}"));
        Assert.StartsWith("yes", await kubectl.RunAsync("auth can-i delete pods"), StringComparison.Ordinal);
        Assert.StartsWith("yes", await kubectl.RunAsync("auth can-i get /healthz"), StringComparison.Ordinal);
        Assert.StartsWith("yes", await kubectl.RunAsync($"auth can-i get configmaps {As}"), StringComparison.Ordinal);
        var (refused, no) = await kubectl.TryAsync($"auth can-i delete configmaps {As}");
        Assert.Equal(1, refused);
        Assert.StartsWith("no", no, StringComparison.Ordinal);
        Assert.Matches(@"configmaps +\[\] +\[\] +\[get list\]", await kubectl.RunAsync($"auth can-i --list {As}"));
        Assert.Matches(@"\*\.\* +\[\] +\[\] +\[\*\]", await kubectl.RunAsync("auth can-i --list"));
        Assert.Contains("cannot list resource \"secrets\"", (await kubectl.TryAsync($"get secrets {As}")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "users \"admin\" is forbidden: User \"user:viewer\" cannot impersonate resource \"users\"",
            (await kubectl.TryAsync("get pods --as=admin --token=k8s-aws-v1.viewer")).Output,
            StringComparison.Ordinal);
    }

    /// <summary>Who may edit may act as the service accounts of that namespace, and as nobody else.</summary>
    [Theory]
    [InlineData("--as=system:serviceaccount:team:default", 0, "yes")]
    [InlineData("--as=system:serviceaccount:default:default", 1, "serviceaccounts \"default\" is forbidden: User \"user:editor-of-team\" cannot impersonate resource \"serviceaccounts\" in API group \"\" in the namespace \"default\"")]
    [InlineData("--as=user:admin", 1, "users \"user:admin\" is forbidden")]
    [InlineData("--as=system:serviceaccount:team:default --as-group=system:masters", 1, "groups \"system:masters\" is forbidden")]
    [InlineData("--as=system:serviceaccount:team:default --as-uid=u", 1, "uids.authentication.k8s.io \"u\" is forbidden")]
    public async Task Auth_ByAnEditor_IsForTheAccountsOfTheNamespace(string impersonated, int code, string told)
    {
        using var kubectl = new Kubectl(cluster);

        var (ended, output) = await kubectl.TryAsync($"auth can-i create selfsubjectreviews.authentication.k8s.io {impersonated} --token=k8s-aws-v1.editor-of-team");

        Assert.Equal(code, ended);
        Assert.Contains(told, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateToken_ForAServiceAccount_IsOneThatTheClusterTakes()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("create serviceaccount tokened");

        var token = (await kubectl.RunAsync("create token tokened --duration=1h")).Trim();
        var (_, tooShort) = await kubectl.TryAsync("create token tokened --duration=1m");

        Assert.Contains("system:serviceaccount:default:tokened", await kubectl.RunAsync($"auth whoami --token={token}"), StringComparison.Ordinal);
        Assert.Contains("may not specify a duration less than 10 minutes", tooShort, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_Node_MovesPodsAndObeysBudgets()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", $"{Manifests.Namespace("drain")}\n---\n{Manifests.Deployment("web", "drain", 1)}");
        await kubectl.RunAsync("-n drain rollout status deployment/web --timeout=15s");
        await kubectl.RunAsync("-n drain create poddisruptionbudget web --selector=app=web --min-available=1");
        await kubectl.RunAsync("-n drain wait pdb/web --for=jsonpath={.status.currentHealthy}=1 --timeout=15s");
        var node = await kubectl.RunAsync("-n drain get pods -o jsonpath={.items[0].spec.nodeName}");
        var drain = $"drain {node} --pod-selector=app=web --grace-period=1";

        // Less than the five seconds after which kubectl tries again, and long enough for one answer on a busy machine.
        var (refused, why) = await kubectl.TryAsync($"{drain} --timeout=4s");
        await kubectl.RunAsync("-n drain scale deployment web --replicas=2");
        await kubectl.RunAsync("-n drain rollout status deployment/web --timeout=15s");
        await kubectl.RunAsync("-n drain wait pdb/web --for=jsonpath={.status.disruptionsAllowed}=1 --timeout=15s");
        var drained = await kubectl.RunAsync($"{drain} --timeout=15s");
        await kubectl.RunAsync("-n drain rollout status deployment/web --timeout=15s");

        Assert.Equal(1, refused);
        Assert.Contains("Cannot evict pod as it would violate the pod's disruption budget.", why, StringComparison.Ordinal);
        Assert.Matches("pod/web-.* evicted", drained);
        Assert.DoesNotContain(node, await kubectl.RunAsync("-n drain get pods -o jsonpath={.items[*].spec.nodeName}"), StringComparison.Ordinal);
        Assert.Matches(@"web +1 +N/A +1 ", await kubectl.RunAsync("-n drain get pdb"));
        await kubectl.RunAsync($"uncordon {node}");
    }

    [Theory]
    [InlineData("exec refused -- ls", "pods/exec is not emulated: pods are processes of this machine; refused can be reached at 127.")]
    [InlineData("port-forward refused :8080", "pods/portforward is not emulated: pods are processes of this machine; refused can be reached at 127.")]
    [InlineData("cp config refused:/tmp", "pods/exec is not emulated: ")]
    [InlineData("attach refused", "pods/attach is not emulated: ")]
    [InlineData("debug refused --image=echo:1", "pods/ephemeralcontainers is not emulated: ")]
    [InlineData("exec gone -- ls", "pods \"gone\" not found")]
    [InlineData("top pods", "Metrics API not available")]
    public async Task Command_ThatIsNotEmulated_SaysSoAndWhereThePodIs(string command, string message)
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"refused"},"spec":{"containers":[{"name":"c","image":"echo:1"}]}}""");
        await kubectl.RunAsync("wait pod refused --for=condition=Ready --timeout=15s");

        var (code, output) = await kubectl.TryAsync(command);

        Assert.NotEqual(0, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }
}
