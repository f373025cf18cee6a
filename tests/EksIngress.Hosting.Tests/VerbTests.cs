using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

/// <summary>What single verbs bring into environment.json and into the tree that kubectl and the provisioner apply.</summary>
public sealed class VerbTests
{
    [Fact]
    public async Task WithVpc_RangeAndZones_AreTheNewVpcs()
    {
        using var directory = new TemporaryDirectory();

        // The last call says which VPC it is.
        var spec = await PublishAsync(directory.Path, (_, environment, _) => environment.WithExistingVpc("vpc-0123456789abcdef0", ["subnet-00000001", "subnet-00000002"]).WithVpc("10.20.0.0/18", 3));

        Assert.Equal(new NetworkSpec { Cidr = "10.20.0.0/18", AvailabilityZoneCount = 3 }, spec.Network);
        Assert.Contains("cidr: \"10.20.0.0/18\"", await ReadAsync(directory.Path, "eksctl.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithExistingVpc_Parameters_AreGivenWhenItIsBuilt()
    {
        using var directory = new TemporaryDirectory();

        var spec = await PublishAsync(directory.Path, (builder, environment, project) =>
        {
            environment.WithExistingVpc(
                builder.AddParameter("vpc"),
                [builder.AddParameter("private-1"), builder.AddParameter("private-2")],
                [builder.AddParameter("public-1"), builder.AddParameter("public-2")]);
            environment.AddIngress("public").WithPath("/", project);
            environment.AddIngress("internal").WithScheme(IngressScheme.Internal).WithPath("/", project);
        });

        var existing = spec.Network.Existing!;
        Assert.Equal("${parameters.vpc}", existing.VpcId);
        Assert.Equal(["${parameters.private-1}", "${parameters.private-2}"], existing.PrivateSubnetIds);
        Assert.Equal(["${parameters.public-1}", "${parameters.public-2}"], existing.PublicSubnetIds);
        Assert.Equal(["private-1", "private-2", "public-1", "public-2", "vpc"], spec.Parameters!.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.Equal("${parameters.public-1},${parameters.public-2}", Annotation(directory.Path, "public", "alb.ingress.kubernetes.io/subnets"));
        Assert.Equal("${parameters.private-1},${parameters.private-2}", Annotation(directory.Path, "internal", "alb.ingress.kubernetes.io/subnets"));
    }

    [Fact]
    public async Task WithPodIdentity_OnTheEnvironment_IsForEveryProjectWithARole()
    {
        using var directory = new TemporaryDirectory();

        var spec = await PublishAsync(directory.Path, (builder, environment, project) =>
        {
            environment.WithPodIdentity();
            project.WithIamPolicy(TestApplication.Policy);
            builder.AddProject<ServiceBProject>("service-b").WithIamPolicy("arn:aws:iam::aws:policy/ReadOnlyAccess");
            builder.AddProject<ServiceBProject>("no-role");
        });

        Assert.Equal(
            [("service-a", WorkloadIdentity.PodIdentity), ("service-b", WorkloadIdentity.PodIdentity), ("no-role", (WorkloadIdentity?)null)],
            spec.Workloads.Select(workload => (workload.Name, workload.IamRole?.Identity)));
        Assert.Contains("- name: eks-pod-identity-agent", await ReadAsync(directory.Path, "eksctl.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithPodReadinessGates_AndWithoutAgain_TheLabelComesAndGoes()
    {
        const string Label = "elbv2.k8s.aws/pod-readiness-gate-inject";
        using var directory = new TemporaryDirectory();
        var spec = await PublishAsync(directory.Path, (_, environment, project) => environment.WithPodReadinessGates().AddIngress("public").WithPath("/", project));
        Assert.True(spec.PodReadinessGates);
        Assert.Equal("enabled", Assert.Single(Render(directory.Path), item => Kind(item) == "Namespace")["metadata"]!["labels"]![Label]!.ToString());

        spec = await PublishAsync(directory.Path, (_, environment, project) => environment.AddIngress("public").WithPath("/", project));

        Assert.False(spec.PodReadinessGates);
        Assert.DoesNotContain(Render(directory.Path), item => Kind(item) == "Namespace");
        Assert.DoesNotContain(
            Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories), file => Path.GetFileName(file).StartsWith("namespace-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "SecretStore")]
    [InlineData(false, "ClusterSecretStore")]
    public async Task WithExternalSecrets_KeyPrefix_NamesStoreAndKey(bool namespaced, string kind)
    {
        using var directory = new TemporaryDirectory();

        await PublishAsync(directory.Path, (builder, environment, project) =>
        {
            environment.WithExternalSecrets("vault", keyPrefix: "shop/", namespaced);
            project.WithEnvironment("API_KEY", builder.AddParameter("api-key", secret: true));
        });

        var secret = Assert.Single(Render(directory.Path), item => Kind(item) == "ExternalSecret")["spec"]!;
        Assert.Equal("vault", secret["secretStoreRef"]!["name"]!.GetValue<string>());
        Assert.Equal(kind, secret["secretStoreRef"]!["kind"]!.GetValue<string>());
        Assert.Equal("shop/api-key", Assert.Single(secret["data"]!.AsArray())!["remoteRef"]!["key"]!.GetValue<string>());
        Assert.DoesNotContain(Render(directory.Path), item => Kind(item) == "Secret");
    }

    [Fact]
    public async Task WithDefaultRedirect_Target_IsTheDefaultBackend()
    {
        using var directory = new TemporaryDirectory();

        var spec = await PublishAsync(directory.Path, (_, environment, _) =>
            environment.AddIngress("public").WithDefaultRedirect(new RedirectSpec { Host = "shop.example", Path = "/", StatusCode = 301 }));

        Assert.Equal(new RedirectSpec { Host = "shop.example", Path = "/", StatusCode = 301 }, Assert.Single(spec.Ingresses).DefaultBackend!.Redirect);
        var service = Ingress(directory.Path, "public")["spec"]!["defaultBackend"]!["service"]!;
        Assert.Equal("use-annotation", service["port"]!["name"]!.GetValue<string>());
        var action = JsonNode.Parse(Annotation(directory.Path, "public", $"alb.ingress.kubernetes.io/actions.{service["name"]}")!)!;
        Assert.Equal("redirect", action["type"]!.GetValue<string>());
        Assert.Equal("shop.example", action["redirectConfig"]!["host"]!.GetValue<string>());
        Assert.Equal("HTTP_301", action["redirectConfig"]!["statusCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task IngressVerbs_Parameters_StandAsPlaceholdersInTheirPlaces()
    {
        using var directory = new TemporaryDirectory();

        var spec = await PublishAsync(directory.Path, (builder, environment, project) => environment.AddIngress("public")
            .WithHostname("shop.example")
            .WithPath("/", project)
            .WithPath(builder.AddParameter("api-host"), "/api", project.GetEndpoint("http"), IngressPathType.Exact)
            .WithLoadBalancerAttribute("idle_timeout.timeout_seconds", builder.AddParameter("idle"))
            .WithIngressAnnotation("alb.ingress.kubernetes.io/wafv2-acl-arn", builder.AddParameter("acl"))
            .WithIngressAnnotation("example.org/owner", "team-shop"));

        Assert.Equal(["shop.example / Prefix", "${parameters.api-host} /api Exact"], Assert.Single(spec.Ingresses).Rules.Select(rule => $"{rule.Host} {rule.Path} {rule.PathType}"));
        Assert.Equal(["acl", "api-host", "idle"], spec.Parameters!.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["${parameters.api-host}", "shop.example"],
            Ingress(directory.Path, "public")["spec"]!["rules"]!.AsArray().Select(rule => rule!["host"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal("idle_timeout.timeout_seconds=${parameters.idle}", Annotation(directory.Path, "public", "alb.ingress.kubernetes.io/load-balancer-attributes"));
        Assert.Equal("${parameters.acl}", Annotation(directory.Path, "public", "alb.ingress.kubernetes.io/wafv2-acl-arn"));
        Assert.Equal("team-shop", Annotation(directory.Path, "public", "example.org/owner"));
    }

    [Fact]
    public async Task WithIamPolicy_Parameter_IsTheArnOfAPolicyOfTheRole()
    {
        using var directory = new TemporaryDirectory();

        var spec = await PublishAsync(directory.Path, (builder, _, project) => project.WithIamPolicy(builder.AddParameter("policy-arn")));

        var role = Assert.Single(spec.Workloads).IamRole!;
        Assert.Equal(["${parameters.policy-arn}"], role.ManagedPolicyArns);
        Assert.Null(role.PolicyDocument);
        Assert.Contains("${parameters.policy-arn}", await ReadAsync(directory.Path, "eksctl.yaml"), StringComparison.Ordinal);
    }

    /// <returns>What the provisioner reads.</returns>
    private static async Task<EnvironmentSpec> PublishAsync(
        string directory, Action<IDistributedApplicationBuilder, IResourceBuilder<EksEnvironmentResource>, IResourceBuilder<ProjectResource>> change)
    {
        var builder = TestApplication.Publish(Path.Combine(directory, "manifest.json"));
        var project = builder.AddProject<ServiceAProject>("service-a");
        var environment = builder.AddEksEnvironment("shop").WithRegion();
        environment.AddNodeGroup("workers");
        change(builder, environment, project);
        await using (var application = builder.Build())
        {
            await application.RunAsync(TestContext.Current.CancellationToken);
        }

        return EnvironmentDocument.Read("environment.json", await File.ReadAllBytesAsync(Path.Combine(directory, "environment.json"), TestContext.Current.CancellationToken));
    }

    private static Task<string> ReadAsync(string directory, string file) => File.ReadAllTextAsync(Path.Combine(directory, file), TestContext.Current.CancellationToken);

    private static IReadOnlyList<JsonObject> Render(string directory)
    {
        var root = Path.Combine(directory, "kubernetes");
        return KustomizeReader.Render(Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText));
    }

    private static JsonObject Ingress(string directory, string name) =>
        Render(directory).Single(item => Kind(item) == "Ingress" && item["metadata"]!["name"]!.GetValue<string>() == name);

    private static string? Annotation(string directory, string ingress, string key) =>
        Ingress(directory, ingress)["metadata"]!["annotations"]![key]?.GetValue<string>();

    private static string Kind(JsonObject item) => item["kind"]!.GetValue<string>();
}
