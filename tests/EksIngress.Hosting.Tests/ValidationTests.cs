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
        { "policy arn", (_, ingress, project) => ingress.WithPath("/x", project.WithIamPolicy("arn:ReadOnly")), ["Project 'service-a': iamRole.managedPolicyArns[0] is 'arn:ReadOnly'"] },
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
        {
            "weighted", (_, ingress, project) => ingress.WithWeightedBackends("/x", [new(project.GetEndpoint("http"), 0), new(project.GetEndpoint("grpc"), 1000)]),
            ["Ingress 'public': path '/x' leads to endpoint 'grpc' of 'service-a', which has no such endpoint"]
        },
        { "weights of none", (_, ingress, project) => ingress.WithWeightedBackends("/x", [new(project.GetEndpoint("http"), 0)]), ["Ingress 'public': weighted.workloads: every weight is 0"] },
        { "stickiness", (_, ingress, project) => ingress.WithWeightedBackends("/x", [new(project.GetEndpoint("http"), 1)], TimeSpan.FromMilliseconds(1500)), ["Ingress 'public': the stickiness of path '/x' is 00:00:01.5000000: AWS and Kubernetes count whole seconds"] },
        { "redirect to itself", (_, ingress, _) => ingress.WithRedirect("/x", new()), ["Ingress 'public': redirect: it leads to where the request came from"] },
        { "status", (_, ingress, _) => ingress.WithFixedResponse("/x", 302), ["Ingress 'public': fixedResponse.statusCode is '302'"] },
        { "default status", (_, ingress, _) => ingress.WithDefaultFixedResponse(99), ["Ingress 'public': defaultBackend.fixedResponse.statusCode is '99'"] },
        {
            "default backend elsewhere", (builder, ingress, _) => ingress.WithDefaultBackend(builder.AddProject<ServiceBProject>("elsewhere").ExcludeFromManifest()),
            ["Ingress 'public': its default backend leads to 'elsewhere', which does not run in this environment"]
        },
        { "same answer twice", (_, ingress, project) => ingress.WithFixedResponse("/x", 404).WithPath("/x", project), ["Ingress 'public': path '/x' (Prefix) is there 2 times, for a fixed response and 'service-a'"] },
        { "certificate", (_, ingress, project) => ingress.WithPath("/x", project).WithCertificate("mine"), ["Ingress 'public': https.certificateArns is 'mine'"] },
        { "redirect without certificate", (_, ingress, project) => ingress.WithPath("/x", project).WithHttpsRedirect(), ["Ingress 'public': https: the controller finds certificates by host"] },
        { "certificate for nobody", (_, ingress, project) => ingress.WithPath("/x", project).WithCertificate("arn:aws:acm:eu-west-1:000000000000:certificate/a").WithRequestedCertificate(), ["Ingress 'public': the certificate that it asks for has no name"] },
        { "class", (_, ingress, project) => ingress.WithPath("/x", project).WithIngressClass("My Class"), ["Ingress 'public': class is 'My Class'"] },
        { "group", (_, ingress, project) => ingress.WithPath("/x", project).WithGroup("g", 5000), ["Ingress 'public': group.order is '5000'"] },
        { "health check", (_, ingress, project) => ingress.WithPath("/x", project).WithHealthCheck(interval: TimeSpan.FromSeconds(1)), ["healthCheck.intervalSeconds is '1'", "healthCheck.timeoutSeconds is '5': it must be less than the interval, 1"] },
        { "attribute", (_, ingress, project) => ingress.WithPath("/x", project).WithLoadBalancerAttribute("idle", "1"), ["Ingress 'public': loadBalancerAttributes['idle']: an ALB has no such attribute"] },
        { "annotation of a verb", (_, ingress, project) => ingress.WithPath("/x", project).WithIngressAnnotation("alb.ingress.kubernetes.io/scheme", "internal"), ["Ingress 'public': annotations['alb.ingress.kubernetes.io/scheme']: say it with the Ingress's scheme"] },
        { "secret in an Ingress", (builder, ingress, project) => ingress.WithPath("/x", project).WithHostname(builder.AddParameter("host", secret: true)), ["Ingress 'public': host: it refers to the secret parameter 'host'"] },
        { "annotation of an endpoint", (_, ingress, project) => ingress.WithPath("/x", project).WithIngressAnnotation("a", ReferenceExpression.Create($"{project.GetEndpoint("http")}")), ["Ingress 'public': annotation 'a' has a value of type EndpointReference in it"] },
        { "resources", (_, ingress, project) => ingress.WithPath("/x", project.WithResources(cpuRequest: "2", cpuLimit: "1")), ["Project 'service-a': resources.cpuLimit is '1': it is below the request, 2"] },
        { "autoscaling", (_, ingress, project) => ingress.WithPath("/x", project.WithAutoscaling(3, 2)), ["Project 'service-a': autoscaling.maxReplicas is '2'"] },
        { "budget", (_, ingress, project) => ingress.WithPath("/x", project.WithDisruptionBudget()), ["Project 'service-a': disruptionBudget: give either"] },
        { "budget that holds nodes", (_, ingress, project) => ingress.WithPath("/x", project.WithDisruptionBudget(minAvailable: "1")), ["Project 'service-a': disruptionBudget.minAvailable is '1': with 1 pods no pod could ever be moved"] },
        { "sleep", (_, ingress, project) => ingress.WithPath("/x", project.WithPreStopSleep(TimeSpan.FromHours(2))), ["Project 'service-a': preStopSleepSeconds is '7200': it must be from 0 to 3600"] },
        { "part of a second", (_, ingress, project) => ingress.WithPath("/x", project.WithPreStopSleep(TimeSpan.FromSeconds(1.5)).WithTerminationGracePeriod(TimeSpan.FromMilliseconds(1))), ["Project 'service-a': its sleep before it ends is 00:00:01.5000000: AWS and Kubernetes count whole seconds", "Project 'service-a': its grace period is 00:00:00.0010000"] },
        { "grace period", (_, ingress, project) => ingress.WithPath("/x", project.WithTerminationGracePeriod(TimeSpan.FromSeconds(20))), ["Project 'service-a': terminationGracePeriodSeconds is '20': a pod sleeps 20 seconds of it"] },
        { "deregistration delay", (_, ingress, project) => ingress.WithPath("/x", project.WithTerminationGracePeriod(TimeSpan.FromSeconds(60))).WithIngressAnnotation("alb.ingress.kubernetes.io/target-group-attributes", "deregistration_delay.timeout_seconds=90"), ["Project 'service-a': terminationGracePeriodSeconds is '60': an Ingress lets its requests go on for 90 seconds (deregistration_delay.timeout_seconds), and they would be cut off; give it 110"] },
        { "pods that cannot sleep", (builder, ingress, project) => { ingress.WithPath("/x", project); Environment(builder).WithKubernetesVersion("1.29"); }, ["Project 'service-a': preStopSleepSeconds is '20': pods of Kubernetes 1.29 cannot sleep before they end; take 1.30 or later"] },
        { "spread", (_, ingress, project) => ingress.WithPath("/x", project.WithTopologySpread(maxSkew: 0)), ["Project 'service-a': topologySpread[0].maxSkew is '0'"] },
        {
            "probe of another endpoint", (_, ingress, project) => ingress.WithPath("/x", project.WithHttpEndpoint(name: "admin", targetPort: 9000).WithHttpProbe(ProbeType.Readiness, "/x", endpointName: "admin")),
            ["Project 'service-a': its Readiness probe asks endpoint 'admin', which its pods do not serve"]
        },
        {
            "arguments", (_, ingress, project) => ingress.WithPath("a", project.WithArgs("--queue", "orders").WithArgs("--verbose")),
            ["Project 'service-a' has command-line arguments, which are not published: say them with .WithEnvironment(...), or set Args of the container in .PublishAsEksService(...)", "Ingress 'public': path is 'a'"]
        },
        { "probe numbers", (_, ingress, project) => ingress.WithPath("/x", project.WithHttpProbe(ProbeType.Liveness, "/x", periodSeconds: 0, successThreshold: 2)), ["Project 'service-a': liveness.periodSeconds is '0'", "Project 'service-a': liveness.successThreshold is '2'"] },
        { "network", (builder, ingress, project) => { ingress.WithPath("/x", project); Environment(builder).WithVpc("10.0.0.0/8", 9); }, ["Network.availabilityZoneCount is '9'", "Network.cidr is '10.0.0.0/8'"] },
        { "existing network", (builder, ingress, project) => { ingress.WithPath("/x", project); Environment(builder).WithExistingVpc("vpc-1", ["a"]); }, ["Network.existing.vpcId is 'vpc-1'", "privateSubnetIds: there are 1", "Network.existing.subnets is 'a'", "Ingress 'public': scheme: the ALB faces the internet, and the VPC has no publicSubnetIds"] },
        { "endpoint access", (builder, ingress, project) => { ingress.WithPath("/x", project); Environment(builder).WithEndpointAccess(false, false); }, ["EndpointAccess: nobody could reach the Kubernetes API"] },
        { "tag", (builder, ingress, project) => { ingress.WithPath("/x", project); Environment(builder).WithTag("aws:team", "x"); }, ["Tags['aws:team']: tags that begin with aws:"] },
        { "region", (builder, ingress, project) => { ingress.WithPath("/x", project); Environment(builder).WithRegion("europe"); }, ["Region is 'europe'"] },
        { "node group", (builder, ingress, project) => { ingress.WithPath("/x", project); NodeGroup(builder).WithAmiType("ubuntu").WithDiskSize(1).WithLabel("kubernetes.io/x", "y").WithTaint("a b", TaintEffect.PreferNoSchedule); }, ["Node group 'workers': diskSizeGiB is '1'", "Node group 'workers': amiType is 'ubuntu'", "Node group 'workers': labels['kubernetes.io/x']", "Node group 'workers': taints is 'a b'"] },
        { "no untainted node", (builder, ingress, project) => { ingress.WithPath("/x", project); NodeGroup(builder).WithTaint("a", TaintEffect.NoSchedule); }, ["NodeGroups: all have taints that keep pods away"] },
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
    public async Task Create_ParametersInVariables_BecomePlaceholdersAndSecretsAreMarked()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Publish(Path.Combine(directory.Path, "manifest.json"));
        var secret = builder.AddParameter("api-key", "hunter2", secret: true);
        var plain = builder.AddParameter("greeting", "hello", publishValueAsDefault: true).WithDescription("What it says");
        builder.AddParameter("unused");
        var database = builder.AddConnectionString("database");
        builder.AddProject<ServiceAProject>("service-a")
            .WithEnvironment("API_KEY", secret).WithEnvironment("HEADER", $"Bearer {secret.Resource}").WithEnvironment("GREETING", plain).WithReference(database);
        var environment = builder.AddEksEnvironment("shop").WithRegion();
        environment.AddNodeGroup("workers");
        await using var application = builder.Build();

        var spec = await CreateAsync(builder, environment.Resource, application);

        Assert.Equal(
            [
                ("API_KEY", "${parameters.api-key}", true), ("HEADER", "Bearer ${parameters.api-key}", true),
                ("GREETING", "${parameters.greeting}", false), ("ConnectionStrings__database", "${parameters.database}", true),
            ],
            spec.Workloads[0].Environment.Where(variable => Placeholders.IsIn(variable.Value)).Select(variable => (variable.Name, variable.Value!, variable.Secret)));
        Assert.Equal(
            [
                new ParameterSpec { Name = "api-key", Secret = true }, new ParameterSpec { Name = "database", Secret = true },
                new ParameterSpec { Name = "greeting", Default = "hello", Description = "What it says" },
            ],
            spec.Parameters);
    }

    [Fact]
    public async Task Create_ArgumentsOfARunOnly_AreNoFault()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Publish(Path.Combine(directory.Path, "manifest.json"));
        var modes = new List<bool>();
        builder.AddProject<ServiceAProject>("service-a").WithArgs(context =>
        {
            modes.Add(context.ExecutionContext.IsPublishMode);
            if (context.ExecutionContext.IsRunMode)
            {
                context.Args.Add("--verbose");
            }
        });
        var environment = builder.AddEksEnvironment("shop").WithRegion();
        environment.AddNodeGroup("workers");
        await using var application = builder.Build();

        Assert.Equal("service-a", Assert.Single((await CreateAsync(builder, environment.Resource, application)).Workloads).Name);
        Assert.Equal([true], modes);
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
            .WithIamPolicy(TestApplication.Policy).WithIamPolicy(TestApplication.Policy).WithIamPolicy("arn:aws:iam::aws:policy/ReadOnlyAccess").WithIamRole("pods");
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

    private static IResourceBuilder<EksEnvironmentResource> Environment(IDistributedApplicationBuilder builder) =>
        builder.CreateResourceBuilder(builder.Resources.OfType<EksEnvironmentResource>().Single());

    private static IResourceBuilder<EksNodeGroupResource> NodeGroup(IDistributedApplicationBuilder builder) =>
        builder.CreateResourceBuilder(builder.Resources.OfType<EksNodeGroupResource>().Single());
}
