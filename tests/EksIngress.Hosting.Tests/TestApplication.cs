using Amazon;

namespace EksIngress.Hosting.Tests;

/// <summary>Application models as an AppHost would write them.</summary>
internal static class TestApplication
{
    public const string Policy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}""";

    /// <summary>A builder that will run; nothing is started before the application is.</summary>
    public static IDistributedApplicationBuilder Run(string directory, params string[] args)
    {
        var builder = Create(args);
        builder.Configuration["EksIngress:Directory"] = directory;
        return builder;
    }

    /// <summary>A builder that publishes a manifest.</summary>
    public static IDistributedApplicationBuilder Publish(string manifest, params string[] args) =>
        Create(["--publisher", "manifest", "--output-path", manifest, .. args]);

    /// <summary>Two services behind one Ingress, as the product's own AppHost has them.</summary>
    public static IResourceBuilder<EksEnvironmentResource> AddShop(this IDistributedApplicationBuilder builder)
    {
        var serviceB = builder.AddProject<ServiceBProject>("service-b").WithReplicas(2);
        var serviceA = builder.AddProject<ServiceAProject>("service-a").WithReplicas(2).WithReference(serviceB).WithIamPolicy(Policy);
        var environment = builder.AddEksEnvironment("shop").WithRegion();
        environment.AddNodeGroup("workers").WithInstanceTypes("m5.large", "m5a.large").WithScaling(1, 2, 3);
        environment.AddIngress("public").WithPath("/a", serviceA).WithPath("/b", serviceB);
        return environment;
    }

    public static IResourceBuilder<EksEnvironmentResource> WithRegion(this IResourceBuilder<EksEnvironmentResource> environment) =>
        environment.WithReference(environment.ApplicationBuilder.AddAWSSDKConfig().WithRegion(RegionEndpoint.EUWest1).WithProfile("production"));

    private static IDistributedApplicationBuilder Create(string[] args) => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = args,
        AssemblyName = typeof(TestApplication).Assembly.GetName().Name,
        ProjectDirectory = AppContext.BaseDirectory,
        DisableDashboard = true,
    });
}
