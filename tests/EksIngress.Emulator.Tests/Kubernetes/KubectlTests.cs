namespace EksIngress.Emulator.Tests.Kubernetes;

public sealed class KubectlTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Get_WideYamlAndJsonPath_ShowWhatKubernetesShows()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", $"{Manifests.Namespace("get")}\n---\n{Manifests.Deployment("web", "get")}\n---\n{Manifests.Service("web", "get")}\n---\n{Manifests.Ingress("web", "get")}");
        await kubectl.RunAsync("-n get rollout status deployment/web --timeout=15s");

        var pods = await kubectl.RunAsync("-n get get pods -o wide");
        Assert.Matches(@"NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS GATES", pods);
        Assert.Matches(@"web-[a-z0-9]+-[a-z0-9]{5} +1/1 +Running +0 +\d+s +127\.\d+\.\d+\.\d+ +ip-192-168-", pods);
        Assert.Matches(@"web +2/2 +2 +2 +\d+s +web +echo:1 +app=web", await kubectl.RunAsync("-n get get deployment web -o wide"));
        Assert.Matches(@"web +ClusterIP +127\.\d+\.\d+\.\d+ +<none> +8080/TCP", await kubectl.RunAsync("-n get get svc"));
        Assert.Matches(@"web +alb +\* +80", await kubectl.RunAsync("-n get get ingress"));
        Assert.Contains("deployment.apps/web", await kubectl.RunAsync("-n get get all"), StringComparison.Ordinal);
        Assert.Equal("2", await kubectl.RunAsync("-n get get deployment web -o jsonpath={.status.readyReplicas}"));
        Assert.Contains("kind: Deployment", await kubectl.RunAsync("-n get get deployment web -o yaml"), StringComparison.Ordinal);
        Assert.Matches(@"ip-192-168-1-10\S+ +Ready +<none> ", await kubectl.RunAsync("get nodes"));
        Assert.Contains("ScalingReplicaSet", await kubectl.RunAsync("-n get get events"), StringComparison.Ordinal);
        Assert.Contains("get", await kubectl.RunAsync("get pods -A"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deployment web")]
    [InlineData("pods")]
    [InlineData("svc web")]
    [InlineData("ingress web")]
    [InlineData("replicasets")]
    [InlineData("endpointslices")]
    [InlineData("serviceaccount default")]
    [InlineData("configmap kube-root-ca.crt")]
    public async Task Describe_Kind_TellsOfIt(string what)
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", $"{Manifests.Namespace("describe")}\n---\n{Manifests.Deployment("web", "describe")}\n---\n{Manifests.Service("web", "describe")}\n---\n{Manifests.Ingress("web", "describe")}");
        await kubectl.RunAsync("-n describe rollout status deployment/web --timeout=15s");

        var text = await kubectl.RunAsync($"-n describe describe {what}");

        Assert.Contains("Name:", text, StringComparison.Ordinal);
        Assert.Contains("describe", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_NodeAndNamespace_TellOfThem()
    {
        using var kubectl = new Kubectl(cluster);

        Assert.Contains("KubeletReady", await kubectl.RunAsync("describe nodes"), StringComparison.Ordinal);
        Assert.Contains("Status:       Active", await kubectl.RunAsync("describe namespace default"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_TwiceClientSide_SecondChangesNothing()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", Manifests.Namespace("twice"));
        var manifest = $"{Manifests.Deployment("web", "twice")}\n---\n{Manifests.Service("web", "twice")}\n---\n{Manifests.Ingress("web", "twice")}";
        await kubectl.RunAsync("apply -f -", manifest);

        var second = await kubectl.RunAsync("apply -f -", manifest);
        var third = await kubectl.RunAsync("apply -f -", manifest.Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal).Replace("args: [hello]", "args: [bye]", StringComparison.Ordinal));

        Assert.Contains("deployment.apps/web unchanged", second, StringComparison.Ordinal);
        Assert.Contains("service/web unchanged", second, StringComparison.Ordinal);
        Assert.Contains("ingress.networking.k8s.io/web unchanged", second, StringComparison.Ordinal);
        Assert.Contains("deployment.apps/web configured", third, StringComparison.Ordinal);
        Assert.Equal("3 bye", await kubectl.RunAsync("-n twice get deploy web -o jsonpath={.spec.replicas}{'\\x20'}{.spec.template.spec.containers[0].args[0]}"));
    }

    [Fact]
    public async Task Apply_TwiceServerSide_SecondChangesNothing()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", Manifests.Namespace("ssa"));
        var manifest = Manifests.Deployment("web", "ssa");
        await kubectl.RunAsync("apply --server-side -f -", manifest);
        await kubectl.RunAsync("-n ssa rollout status deployment/web --timeout=15s");
        var before = await kubectl.RunAsync("-n ssa get deploy web -o jsonpath={.metadata.generation}");

        await kubectl.RunAsync("apply --server-side -f -", manifest);

        Assert.Equal(before, await kubectl.RunAsync("-n ssa get deploy web -o jsonpath={.metadata.generation}"));
        var (code, conflict) = await kubectl.TryAsync("apply --server-side --field-manager=other -f -", manifest.Replace("replicas: 2", "replicas: 5", StringComparison.Ordinal));
        Assert.NotEqual(0, code);
        Assert.Contains("conflict with \"kubectl\": .spec.replicas", conflict, StringComparison.Ordinal);
        await kubectl.RunAsync("apply --server-side --force-conflicts --field-manager=other -f -", manifest.Replace("replicas: 2", "replicas: 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apply_ClientSideThenServerSide_Migrates()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", Manifests.Namespace("migrate"));
        var manifest = Manifests.Deployment("web", "migrate");
        await kubectl.RunAsync("apply -f -", manifest);

        await kubectl.RunAsync("apply --server-side -f -", manifest.Replace("args: [hello]", "args: [hello, again]", StringComparison.Ordinal));

        Assert.DoesNotContain("kubectl-client-side-apply", await kubectl.RunAsync("-n migrate get deploy web -o yaml --show-managed-fields"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_WrongManifest_SaysWhat()
    {
        using var kubectl = new Kubectl(cluster);

        var (_, unknown) = await kubectl.TryAsync("apply -f -", Manifests.Deployment("bad", "default", extra: "imagePolicy: Always"));
        var (_, mismatch) = await kubectl.TryAsync("apply -f -", Manifests.Deployment("bad", "default").Replace("template:\n    metadata: { labels: { app: bad } }", "template:\n    metadata: { labels: { app: worse } }", StringComparison.Ordinal));
        var (_, relative) = await kubectl.TryAsync("apply -f -", Manifests.Ingress("bad", "default").Replace("path: /a", "path: a", StringComparison.Ordinal));
        var (_, kind) = await kubectl.TryAsync("apply -f -", """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"}}""");

        Assert.Contains("unknown field \"spec.template.spec.containers[0].imagePolicy\"", unknown, StringComparison.Ordinal);
        Assert.Contains("`selector` does not match template `labels`", mismatch, StringComparison.Ordinal);
        Assert.Contains("spec.rules[0].http.paths[0].path: Invalid value: \"a\": must be an absolute path", relative, StringComparison.Ordinal);
        Assert.Contains("no matches for kind \"Job\" in version \"batch/v1\"", kind, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyDryRunAndDiff_ChangeNothing()
    {
        using var kubectl = new Kubectl(cluster);

        Assert.Contains("(server dry run)", await kubectl.RunAsync("apply --dry-run=server -f -", Manifests.Deployment("dry", "default")), StringComparison.Ordinal);

        Assert.Contains("NotFound", (await kubectl.TryAsync("get deployment dry")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_EachType_Changes()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", Manifests.Namespace("patch"));
        await kubectl.RunAsync("apply -f -", Manifests.Deployment("web", "patch"));

        await kubectl.RunAsync("-n patch patch deploy web -p {\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}]}}}}");
        await kubectl.RunAsync("-n patch patch deploy web --type=merge -p {\"metadata\":{\"annotations\":{\"x\":\"y\"}}}");
        await kubectl.RunAsync("-n patch patch deploy web --type=json -p [{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":1}]");
        await kubectl.RunAsync("-n patch set image deploy/web web=echo:2");
        await kubectl.RunAsync("-n patch label deploy web tier=front");
        await kubectl.RunAsync("-n patch scale deploy web --replicas=3");
        await kubectl.RunAsync("-n patch rollout restart deploy/web");
        await kubectl.RunAsync("-n patch rollout status deploy/web --timeout=15s");

        Assert.Equal("3 y echo:2 1 hello front", await kubectl.RunAsync(
            "-n patch get deploy web -o jsonpath={.spec.replicas}{'\\x20'}{.metadata.annotations.x}{'\\x20'}{.spec.template.spec.containers[0].image}{'\\x20'}{.spec.template.spec.containers[0].env[0].value}{'\\x20'}{.spec.template.spec.containers[0].args[0]}{'\\x20'}{.metadata.labels.tier}"));
        Assert.Contains("REVISION", await kubectl.RunAsync("-n patch rollout history deploy/web"), StringComparison.Ordinal);
        await kubectl.RunAsync("-n patch rollout undo deploy/web");
        await kubectl.RunAsync("-n patch rollout status deploy/web --timeout=15s");
    }

    [Fact]
    public async Task Delete_DeploymentAndNamespace_WaitUntilGone()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", Manifests.Namespace("delete"));
        await kubectl.RunAsync("apply -f -", $"{Manifests.Deployment("web", "delete")}\n---\n{Manifests.Deployment("other", "delete")}\n---\n{Manifests.Service("web", "delete")}");
        await kubectl.RunAsync("-n delete rollout status deployment/web --timeout=15s");

        await kubectl.RunAsync("-n delete delete deployment web --timeout=15s");
        await kubectl.RunAsync("-n delete wait pods -l app=web --for=delete --timeout=15s");
        await kubectl.RunAsync("-n delete delete deployment other --cascade=foreground --timeout=15s");

        Assert.DoesNotContain("web-", await kubectl.RunAsync("-n delete get pods,rs"), StringComparison.Ordinal);
        await kubectl.RunAsync("delete namespace delete --timeout=15s");
        Assert.Contains("NotFound", (await kubectl.TryAsync("get namespace delete")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_TailTimestampsSelectorAndFollow_ShowLines()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", Manifests.Namespace("logs"));
        await kubectl.RunAsync("apply -f -", Manifests.Deployment("web", "logs", 1));
        await kubectl.RunAsync("-n logs rollout status deployment/web --timeout=15s");

        Assert.StartsWith("hello\n", await kubectl.RunAsync("-n logs logs deploy/web"), StringComparison.Ordinal);
        Assert.Equal(2, (await kubectl.RunAsync("-n logs logs deploy/web --tail=1")).Split('\n').Length);
        Assert.Matches(@"^20\d\d-\d\d-\d\dT\S+Z hello", await kubectl.RunAsync("-n logs logs -l app=web --timestamps --tail=-1"));
    }

    [Fact]
    public async Task ApplyKustomization_Tree_Applies()
    {
        using var kubectl = new Kubectl(cluster);
        kubectl.Write("base/kustomization.yaml", "resources: [deployment.yaml]\nlabels: [{ pairs: { kustomized: \"yes\" } }]\n");
        kubectl.Write("base/deployment.yaml", Manifests.Deployment("web", "default"));
        var overlay = Path.GetDirectoryName(kubectl.Write("overlay/kustomization.yaml", "namespace: kustomized\nresources: [../base, namespace.yaml]\n"))!;
        kubectl.Write("overlay/namespace.yaml", Manifests.Namespace("kustomized"));

        await kubectl.RunAsync($"apply -k {overlay}");

        await kubectl.RunAsync("-n kustomized wait deployment/web --for=condition=Available --timeout=15s");
        Assert.Contains("web", await kubectl.RunAsync("-n kustomized get deploy -l kustomized=yes"), StringComparison.Ordinal);
        await kubectl.RunAsync($"delete -k {overlay} --ignore-not-found --timeout=15s");
    }

    [Fact]
    public async Task CustomResources_DefinedAndUsed_AreServed()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: { name: widgets.example.com }
            spec:
              group: example.com
              scope: Namespaced
              names: { plural: widgets, singular: widget, kind: Widget, shortNames: [wi] }
              versions:
              - name: v1
                served: true
                storage: true
                subresources: { status: {} }
                additionalPrinterColumns: [{ name: Size, type: string, jsonPath: .spec.size }]
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        required: [size]
                        properties:
                          size: { type: string, enum: [small, large] }
                          count: { type: integer, default: 3, minimum: 1 }
                      status: { type: object, x-kubernetes-preserve-unknown-fields: true }
            """);
        await kubectl.RunAsync("wait crd/widgets.example.com --for=condition=Established --timeout=10s");

        await kubectl.RunAsync("apply -f -", """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"size":"small"}}""");
        var (_, refused) = await kubectl.TryAsync("apply -f -", """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"v"},"spec":{"size":"huge","count":0}}""");

        Assert.Contains("spec.size: Unsupported value: \"huge\": supported values: \"small\", \"large\"", refused, StringComparison.Ordinal);
        Assert.Contains("spec.count in body should be greater than or equal to 1", refused, StringComparison.Ordinal);
        Assert.Matches(@"NAME +SIZE\nw +small", await kubectl.RunAsync("get wi"));
        Assert.Equal("3", await kubectl.RunAsync("get wi w -o jsonpath={.spec.count}"));
        Assert.Contains("unchanged", await kubectl.RunAsync("apply -f -", """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"size":"small"}}"""), StringComparison.Ordinal);
        await kubectl.RunAsync("delete crd widgets.example.com --timeout=15s");
        Assert.NotEqual(0, (await kubectl.TryAsync("get widgets")).Code);
    }

    [Fact]
    public async Task Explain_ApiResourcesAndVersion_Answer()
    {
        using var kubectl = new Kubectl(cluster);

        Assert.Matches(@"deployments +deploy +apps/v1 +true +Deployment", await kubectl.RunAsync("api-resources"));
        Assert.Contains("containers", await kubectl.RunAsync("explain deployment.spec.template.spec"), StringComparison.Ordinal);
        Assert.Contains("Server Version: v1.34", await kubectl.RunAsync("version"), StringComparison.Ordinal);
        await kubectl.RunAsync("cluster-info");
    }
}
