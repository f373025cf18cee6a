using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StandIns.Tests.Aspire;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("weba")]
    [InlineData("webb")]
    [InlineData("worker")]
    public async Task Environment_InRunMode_IsWhatUpstreamInjectsInItsOrder(string name)
    {
        var sample = SampleApplication.Create(AppContext.BaseDirectory).Allocate();
        var project = sample.Builder.CreateResourceBuilder<ProjectResource>(name).Resource;

        var environment = await EnvironmentAsync(project, sample.Builder.ExecutionContext);

        var expected = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "testassets", "aspire", $"environment.{name}.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(expected, environment.Select(variable => $"{variable.Name}={variable.Value}"));
    }

    [Fact]
    public async Task WithEnvironment_SameNameAsTheLaunchProfile_Wins()
    {
        var sample = SampleApplication.Create(AppContext.BaseDirectory).Allocate();
        sample.WebA.WithEnvironment("FROM_PROFILE", "no").WithEnvironment("ASPNETCORE_URLS", "http://localhost:1");

        var environment = await EnvironmentAsync(sample.WebA.Resource, sample.Builder.ExecutionContext);

        Assert.Equal("no", environment.Single(variable => variable.Name == "FROM_PROFILE").Value);
        Assert.Equal("http://localhost:1", environment.Single(variable => variable.Name == "ASPNETCORE_URLS").Value);
    }

    [Fact]
    public async Task WithReference_NamedEndpoints_CountsPerKey()
    {
        var builder = Builder();
        var source = builder.AddExecutable("source", "x", ".")
            .WithHttpEndpoint(port: 1001, targetPort: 2001)
            .WithHttpEndpoint(port: 1002, targetPort: 2002, name: "admin");
        foreach (var endpoint in source.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", endpoint.Port!.Value);
        }

        var target = builder.AddExecutable("target", "x", ".")
            .WithReference(source.GetEndpoint("http"))
            .WithReference(source.GetEndpoint("admin"));

        Assert.Equal(
            [
                "SOURCE_HTTP=http://localhost:1001", "services__source__http__0=http://localhost:1001",
                "SOURCE_ADMIN=http://localhost:1002", "services__source__admin__0=http://localhost:1002",
            ],
            (await EnvironmentAsync(target.Resource, builder.ExecutionContext)).Select(variable => $"{variable.Name}={variable.Value}"));
    }

    [Fact]
    public async Task WithReference_AwsSdkConfiguration_SetsRegionAndProfile()
    {
        var builder = Builder();
        var configuration = builder.AddAWSSDKConfig().WithRegion(Amazon.RegionEndpoint.EUWest1).WithProfile("dev");
        var target = builder.AddExecutable("target", "x", ".").WithReference(configuration);

        Assert.Equal(
            ["AWS__Profile=dev", "AWS_PROFILE=dev", "AWS__Region=eu-west-1", "AWS_REGION=eu-west-1"],
            (await EnvironmentAsync(target.Resource, builder.ExecutionContext)).Select(variable => $"{variable.Name}={variable.Value}"));
    }

    [Fact]
    public async Task ReferenceExpression_NestedWithLiteralBraces_KeepsOrderAndBraces()
    {
        var builder = Builder("--Parameters:one", "1", "--Parameters:two", "2");
        var one = builder.AddParameter("one");
        var two = builder.AddParameter("two");
        var inner = ReferenceExpression.Create($"<{two}>");

        var outer = ReferenceExpression.Create($"{{{one}}}{inner}{one}");

        Assert.Equal("{1}<2>1", await outer.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("{{one.value}}<{two.value}>{one.value}", outer.ValueExpression);
    }

    private static IDistributedApplicationBuilder Builder(params string[] args) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });

    private static Task<IReadOnlyList<ConfiguredVariable>> EnvironmentAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext) =>
        ExecutionConfiguration.GetEnvironmentAsync(resource, executionContext, TestContext.Current.CancellationToken);
}
