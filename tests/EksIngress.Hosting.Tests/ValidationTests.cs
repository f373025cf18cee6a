using EksIngress.Hosting.Specification;
using EksIngress.Model.Environments;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

public sealed class ValidationTests
{
    private static readonly string LongPath = "/" + new string('a', 127);

    public static TheoryData<string, Action<IDistributedApplicationBuilder, IResourceBuilder<EksIngressResource>, IResourceBuilder<ProjectResource>>, string[]> FaultyModels => new()
    {
        { "no slash", (_, ingress, project) => ingress.WithPath("a", project), ["Ingress 'public': path is 'a': it must start with /"] },
        { "wildcard in prefix", (_, ingress, project) => ingress.WithPath("/a*", project), ["Ingress 'public': path is '/a*': wildcards"] },
        { "wildcard in exact", (_, ingress, project) => ingress.WithPath("/a?", project, pathType: IngressPathType.Exact), ["Ingress 'public': path is '/a?': wildcards"] },
        { "characters", (_, ingress, project) => ingress.WithPath("/ä b", project), ["Ingress 'public': path is '/ä b': an ALB takes"] },
        { "too long", (_, ingress, project) => ingress.WithPath(LongPath, project), [$"Ingress 'public': path is '{LongPath}': an ALB takes path patterns of 128"] },
        {
            "duplicate", (_, ingress, project) => ingress.WithPath("/x", project).WithPath("/x", project),
            ["Ingress 'public': path '/x' (Prefix) is there 2 times, for 'service-a' and 'service-a'"]
        },
        { "host", (_, ingress, project) => ingress.WithPath("/x", project).WithHostname("Shop.example"), ["Ingress 'public': host is 'Shop.example'"] },
        { "no such endpoint", (_, ingress, project) => ingress.WithPath("/x", project, "grpc"), ["Ingress 'public': path '/x' leads to endpoint 'grpc' of 'service-a', which has no such endpoint; there is 'http'"] },
        {
            "https endpoint", (_, ingress, project) => ingress.WithPath("/x", project, "https"),
            ["Ingress 'public': path '/x' leads to endpoint 'https' of 'service-a', which speaks https; TLS ends at the load balancer"]
        },
        {
            "second endpoint", (_, ingress, project) => ingress.WithPath("/x", project.WithHttpEndpoint(name: "admin", targetPort: 9000), "admin"),
            ["Ingress 'public': path '/x' leads to endpoint 'admin' of 'service-a', and its Service offers 'http' only"]
        },
        { "policy no json", (_, ingress, project) => ingress.WithPath("/x", project.WithIamPolicy("{")), ["Project 'service-a': its IAM policy document is no JSON"] },
        { "policy without statement", (_, ingress, project) => ingress.WithPath("/x", project.WithIamPolicy("""{"Version":"2012-10-17"}""")), ["Project 'service-a': its IAM policy document is refused: it has no Statement"] },
        { "policy arn", (_, ingress, project) => ingress.WithPath("/x", project.WithManagedIamPolicy("ReadOnly")), ["Project 'service-a': iamRole.managedPolicyArns[0] is 'ReadOnly'"] },
        { "role name", (_, ingress, project) => ingress.WithPath("/x", project.WithIamRole("a b")), ["Project 'service-a': iamRole.name is 'a b'"] },
        { "scaling", (builder, ingress, project) => { ingress.WithPath("/x", project); NodeGroup(builder).WithScaling(3, 2, 1); }, ["Node group 'workers': desiredSize is '2': it must lie between minSize 3 and maxSize 1"] },
        {
            "several at once",
            (builder, ingress, project) =>
            {
                ingress.WithPath("a", project).WithPath("/b*", project);
                NodeGroup(builder).WithInstanceTypes();
            },
            ["path is 'a'", "path is '/b*'", "Node group 'workers': instanceTypes: there are 0"]
        },
        {
            "foreign project",
            (builder, ingress, _) => ingress.WithPath("/x", builder.AddProject<ServiceBProject>("elsewhere").ExcludeFromManifest()),
            ["Ingress 'public': path '/x' leads to 'elsewhere', which does not run in this environment"]
        },
        { "no path", (_, _, _) => { }, ["Ingress 'public' has no path: add .WithPath"] },
    };

    [Theory]
    [MemberData(nameof(FaultyModels))]
    public async Task Create_FaultyModel_NamesEveryFault(
        string name,
        Action<IDistributedApplicationBuilder, IResourceBuilder<EksIngressResource>, IResourceBuilder<ProjectResource>> change,
        string[] expected)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(expected);
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Publish(Path.Combine(directory.Path, "manifest.json"));
        var project = builder.AddProject<ServiceAProject>("service-a");
        var environment = builder.AddEksEnvironment("shop").WithRegion();
        environment.AddNodeGroup("workers");
        change(builder, environment.AddIngress("public"), project);
        await using var application = builder.Build();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => CreateAsync(builder, environment.Resource, application));

        Assert.StartsWith("EKS environment 'shop' cannot be built:\n", exception.Message, StringComparison.Ordinal);
        Assert.All(expected, fault => Assert.True(exception.Message.Contains(fault, StringComparison.Ordinal), $"{name}: {exception.Message}"));
        Assert.Equal(expected.Length, exception.Message.Count(character => character == '\n'));
    }

    [Fact]
    public async Task Create_NoRegion_SaysHowToGiveOne()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Publish(Path.Combine(directory.Path, "manifest.json"));
        var environment = builder.AddEksEnvironment("shop");
        environment.AddNodeGroup("workers");
        await using var application = builder.Build();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => CreateAsync(builder, environment.Resource, application));

        Assert.Contains("WithRegion", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SecretParameterInAVariable_IsRefusedAndNotWritten()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Publish(Path.Combine(directory.Path, "manifest.json"));
        var secret = builder.AddParameter("api-key", "hunter2", secret: true);
        builder.AddProject<ServiceAProject>("service-a").WithEnvironment("API_KEY", secret).WithEnvironment("HEADER", $"Bearer {secret.Resource}");
        var environment = builder.AddEksEnvironment("shop").WithRegion();
        environment.AddNodeGroup("workers");
        await using var application = builder.Build();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => CreateAsync(builder, environment.Resource, application));

        Assert.Contains("Project 'service-a': variable API_KEY is the secret parameter 'api-key'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("variable HEADER is the secret parameter 'api-key'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SeveralEnvironments_EachGetsTheProjectsThatNameIt()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Publish(Path.Combine(directory.Path, "manifest.json"));
        var one = builder.AddEksEnvironment("one").WithRegion();
        var two = builder.AddEksEnvironment("two").WithRegion();
        one.AddNodeGroup("one-workers");
        two.AddNodeGroup("two-workers");
        builder.AddProject<ServiceAProject>("service-a").WithComputeEnvironment(one);
        builder.AddProject<ServiceBProject>("service-b").WithComputeEnvironment(two);
        await using var application = builder.Build();

        Assert.Equal("service-a", Assert.Single((await CreateAsync(builder, one.Resource, application)).Workloads).Name);
        Assert.Equal("service-b", Assert.Single((await CreateAsync(builder, two.Resource, application)).Workloads).Name);

        builder.AddProject<ServiceBProject>("undecided");
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => CreateAsync(builder, one.Resource, application));
        Assert.Contains("Project 'undecided' could run in several environments", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_HostsAndPolicies_AreCombined()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Publish(Path.Combine(directory.Path, "manifest.json"));
        var project = builder.AddProject<ServiceAProject>("service-a")
            .WithIamPolicy(TestApplication.Policy).WithIamPolicy(TestApplication.Policy).WithManagedIamPolicy("arn:aws:iam::aws:policy/ReadOnlyAccess").WithIamRole("pods");
        var environment = builder.AddEksEnvironment("shop").WithRegion().WithKubernetesVersion("1.35");
        environment.AddNodeGroup("workers");
        environment.AddIngress("public").WithPath("/a", project).WithPath("/", project, pathType: IngressPathType.Exact)
            .WithHostname("shop.example").WithHostname("*.shop.example");
        await using var application = builder.Build();

        var spec = await CreateAsync(builder, environment.Resource, application);

        Assert.Equal("1.35", spec.KubernetesVersion);
        Assert.Equal(
            ["shop.example /a", "shop.example /", "*.shop.example /a", "*.shop.example /"],
            Assert.Single(spec.Ingresses).Rules.Select(rule => $"{rule.Host} {rule.Path}"));
        var role = spec.Workloads[0].IamRole!;
        Assert.Equal("pods", role.Name);
        Assert.Equal(2, role.PolicyDocument!.Value.GetProperty("Statement").GetArrayLength());
        Assert.Equal(["arn:aws:iam::aws:policy/ReadOnlyAccess"], role.ManagedPolicyArns);
    }

    private static Task<EnvironmentSpec> CreateAsync(
        IDistributedApplicationBuilder builder, EksEnvironmentResource environment, DistributedApplication application) =>
        EnvironmentSpecFactory.CreateAsync(
            environment,
            application.Services.GetRequiredService<DistributedApplicationModel>(),
            builder.ExecutionContext,
            TestContext.Current.CancellationToken);

    private static IResourceBuilder<EksNodeGroupResource> NodeGroup(IDistributedApplicationBuilder builder) =>
        builder.CreateResourceBuilder(builder.Resources.OfType<EksNodeGroupResource>().Single());
}
