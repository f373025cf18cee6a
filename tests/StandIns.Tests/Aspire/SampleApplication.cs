using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StandIns.Tests.Aspire;

/// <summary>The application whose environment and manifest were captured from upstream (testassets/aspire).</summary>
internal sealed class SampleApplication
{
    private SampleApplication(
        IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> webB,
        IResourceBuilder<ProjectResource> webA,
        IResourceBuilder<ProjectResource> worker)
    {
        (Builder, WebB, WebA, Worker) = (builder, webB, webA, worker);
    }

    public IDistributedApplicationBuilder Builder { get; }

    public IResourceBuilder<ProjectResource> WebB { get; }

    public IResourceBuilder<ProjectResource> WebA { get; }

    public IResourceBuilder<ProjectResource> Worker { get; }

    public static SampleApplication Create(string directory, params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            ProjectDirectory = directory,
            DisableDashboard = true,
            Args =
            [
                "--environment", "Development",
                "--Parameters:pw", "s3cret!",
                "--ConnectionStrings:db", "Host=dbhost;Port=1",
                "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:19080",
                "--AppHost:OtlpApiKey", "0123456789abcdef0123456789abcdef",
                .. args,
            ],
        });
        var pw = builder.AddParameter("pw", secret: true);
        var greeting = builder.AddParameter("greeting", "hi-default");
        var db = builder.AddConnectionString("db");
        var webB = Add(builder, directory, "WebB", Profile("http://localhost:5301"));
        var b = webB.GetEndpoint("http");
        var webA = Add(builder, directory, "WebA", Profile("http://localhost:5300", ("FROM_PROFILE", "yes")));
        webA.WithReplicas(2).WithReference(webB);
        Dump(webA)
            .WithEnvironment("PW", pw)
            .WithEnvironment("GREETING", greeting)
            .WithReference(db)
            .WithEnvironment("B_URL", b)
            .WithEnvironment("B_PORT", b.Property(EndpointProperty.Port))
            .WithEnvironment("EXPR", $"{greeting}@{b.Property(EndpointProperty.HostAndPort)}")
            .WithExternalHttpEndpoints();
        Dump(webB);
        var worker = Dump(Add(builder, directory, "Worker")).WithArgs("--foo", "bar").WithReference(webA);
        return new SampleApplication(builder, webB, webA, worker);
    }

    /// <summary>Gives the endpoints the addresses that the orchestrator would.</summary>
    public SampleApplication Allocate()
    {
        foreach (var project in (IResourceBuilder<ProjectResource>[])[WebB, WebA])
        {
            foreach (var endpoint in project.Resource.Annotations.OfType<EndpointAnnotation>())
            {
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(
                    endpoint, "localhost", endpoint.Port!.Value, $$$"""{{- portForServing "{{{project.Resource.Name}}}" -}}""");
            }
        }

        return this;
    }

    private static IResourceBuilder<ProjectResource> Dump(IResourceBuilder<ProjectResource> project) =>
        project.WithEnvironment("ENV_DUMP_DIR", "/var/dump");

    private static (string, LaunchProfile) Profile(string url, params (string Name, string Value)[] variables) =>
        ("http", new LaunchProfile
        {
            CommandName = "Project",
            ApplicationUrl = url,
            EnvironmentVariables = new[] { ("ASPNETCORE_ENVIRONMENT", "Development") }.Concat(variables)
                .ToDictionary(variable => variable.Item1, variable => variable.Item2),
        });

    private static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder, string directory, string name, params (string, LaunchProfile)[] profiles) =>
        TestProjects.Add(builder, name.ToLowerInvariant(), new SampleProject(directory, name, profiles));
}
