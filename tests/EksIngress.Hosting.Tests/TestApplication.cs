using Amazon;
using EksIngress.Model.Environments;

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
        var serviceB = builder.AddProject<ServiceBProject>("service-b").WithReplicas(2).WithHttpHealthCheck("/health");
        var serviceA = builder.AddProject<ServiceAProject>("service-a").WithReplicas(2).WithHttpHealthCheck("/health").WithReference(serviceB).WithIamPolicy(Policy);
        var environment = builder.AddEksEnvironment("shop").WithRegion();
        environment.AddNodeGroup("workers").WithInstanceTypes("m5.large", "m5a.large").WithScaling(1, 2, 3);
        environment.AddIngress("public").WithPath("/a", serviceA).WithPath("/b", serviceB);
        return environment;
    }

    /// <summary>Every verb there is, and parameters wherever one can be.</summary>
    public static IResourceBuilder<EksEnvironmentResource> AddRichShop(this IDistributedApplicationBuilder builder)
    {
        var host = builder.AddParameter("host").WithDescription("Public name of the shop");
        var certificate = builder.AddParameter("certificate-arn");
        var bucket = builder.AddParameter("bucket", "shop-images", publishValueAsDefault: true);
        var apiKey = builder.AddParameter("api-key", "hunter2", secret: true);
        var database = builder.AddConnectionString("database");
        var environment = builder.AddEksEnvironment("rich")
            .WithRegion("eu-central-1")
            .WithKubernetesVersion("1.33")
            .WithExistingVpc("vpc-0123456789abcdef0", ["subnet-00000001", "subnet-00000002"], ["subnet-00000003", "subnet-00000004"])
            .WithEndpointAccess(publicAccess: true, privateAccess: true, "203.0.113.0/24")
            .WithAuthenticationMode(ClusterAuthenticationMode.ApiAndConfigMap)
            .WithTag("team", "shop")
            .WithTag("bucket", bucket);
        environment.AddNodeGroup("default");
        environment.AddNodeGroup("arm")
            .WithInstanceTypes("m7g.large").WithScaling(0, 1, 5).WithCapacityType(CapacityType.Spot)
            .WithAmiType("AL2023_ARM_64_STANDARD").WithDiskSize(50).WithLabel("team", "shop").WithTaint("dedicated", TaintEffect.NoSchedule, "shop");
        var orders = builder.AddProject<ServiceBProject>("orders")
            .WithHttpProbe(ProbeType.Liveness, "/alive")
            .WithEnvironment("API_KEY", apiKey)
            .WithReference(database)
            .WithDisruptionBudget(minAvailable: "0")
            .WithPreStopSleep(TimeSpan.FromSeconds(45)).WithTerminationGracePeriod(TimeSpan.FromMinutes(3))
            .WithIamRole("orders-role").WithIamPolicy("arn:aws:iam::aws:policy/AmazonSQSFullAccess")
            .PublishAsEksService(service =>
            {
                service.Deployment.Spec.Replicas = 3;
                service.Deployment.Spec.Template.Spec.Tolerations = [new() { Key = "dedicated", OperatorProperty = "Equal", Value = "shop", Effect = "NoSchedule" }];
                service.AdditionalResources.Add(new k8s.Models.V1NetworkPolicy
                {
                    Metadata = new() { Name = "orders" },
                    Spec = new() { PodSelector = new() { MatchLabels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = "orders" } } },
                });
            });
        var web = builder.AddProject<ServiceAProject>("web")
            .WithHttpHealthCheck("/ready")
            .WithHttpProbe(ProbeType.Liveness, "/alive", initialDelaySeconds: 30, periodSeconds: 20, timeoutSeconds: 3, failureThreshold: 5)
            .WithHttpProbe(ProbeType.Startup, "/started")
            .WithReference(orders)
            .WithEnvironment("GREETING", ReferenceExpression.Create($"Images of {bucket} at {orders.GetEndpoint("http")}"))
            .WithEnvironment("HEADER", ReferenceExpression.Create($"Bearer {apiKey}"))
            .WithIamPolicy(ReferenceExpression.Create(
                $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/${aws:username}/*"}]}"""))
            .WithPodIdentity()
            .WithResources(cpuRequest: "250m", memoryRequest: "256Mi", cpuLimit: "1", memoryLimit: "1Gi")
            .WithAutoscaling(minReplicas: 2, maxReplicas: 10, targetCpuPercent: 60, targetMemoryPercent: 75)
            .WithDisruptionBudget(maxUnavailable: "25%")
            .WithTopologySpread(required: true)
            .WithTopologySpread("kubernetes.io/hostname", maxSkew: 2);
        environment.AddIngress("public")
            .WithHostname(host).WithHostname("*.shop.example")
            .WithPath("/orders", orders)
            .WithPath("api.shop.example", "/", orders.GetEndpoint("http"), IngressPathType.Exact)
            .WithRedirect("/old", new RedirectSpec { Path = "/new", StatusCode = 301 })
            .WithFixedResponse("/gone", 410, "It is gone.")
            .WithWeightedBackends("/", [new(web.GetEndpoint("http"), 90), new(orders.GetEndpoint("http"), 10)], TimeSpan.FromMinutes(10))
            .WithDefaultBackend(web)
            .WithCertificate(certificate).WithRequestedCertificate("shop.example", "*.shop.example").WithHttpsRedirect()
            .WithGroup("shop", order: 10)
            .WithHealthCheck(interval: TimeSpan.FromSeconds(10), timeout: TimeSpan.FromSeconds(3), successCodes: "200-299")
            .WithLoadBalancerAttribute("idle_timeout.timeout_seconds", "120")
            .WithIngressAnnotation("alb.ingress.kubernetes.io/tags", ReferenceExpression.Create($"bucket={bucket}"));
        environment.AddIngress("internal")
            .WithIngressClass("internal-alb").WithScheme(IngressScheme.Internal).WithTargetType(IngressTargetType.Instance)
            .WithPath("/admin", web)
            .WithDefaultFixedResponse(404, """{"error":"no such page"}""", "application/json");
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
