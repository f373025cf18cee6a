using System.Text.Json;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Tests;

/// <summary>Specifications that tests start from.</summary>
internal static class Specs
{
    public static WorkloadSpec ServiceB { get; } = new() { Name = "service-b", Image = "service-b:latest", Replicas = 2, ReadinessPath = "/health" };

    public static WorkloadSpec ServiceA { get; } = new()
    {
        Name = "service-a",
        Image = "registry.example:5000/shop/service-a:1.2.0",
        Replicas = 2,
        ReadinessPath = "/health",
        LivenessPath = "/alive",
        IamRole = new IamRoleSpec { PolicyDocument = Json("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}""") },
        Environment = [new() { Name = "services__service-b__http__0", Workload = "service-b" }],
    };

    public static IngressSpec Web { get; } = new()
    {
        Name = "web",
        Rules = [new() { Path = "/a", Workload = "service-a" }, new() { Path = "/b", Workload = "service-b" }],
    };

    /// <summary>Two services behind one ALB.</summary>
    public static EnvironmentSpec Dev { get; } = new()
    {
        Name = "dev",
        Region = "eu-west-1",
        NodeGroups = [new() { Name = "default" }],
        Workloads = [ServiceA, ServiceB],
        Ingresses = [Web],
    };

    /// <summary>What Dev has not: namespaces, odd values, a shared ServiceAccount, a class of its own, hosts, instance targets.</summary>
    public static EnvironmentSpec Everything { get; } = new()
    {
        Name = "everything",
        Region = "us-gov-west-1",
        KubernetesVersion = "1.33",
        Network = new() { Cidr = "10.4.0.0/18", AvailabilityZoneCount = 3 },
        NodeGroups = [new() { Name = "small", InstanceTypes = ["t3.medium", "t3a.medium"], MinSize = 0, DesiredSize = 1, MaxSize = 3 }, new() { Name = "large" }],
        LoadBalancerController = new() { Version = "v3.4.1", Replicas = 1 },
        Workloads =
        [
            new()
            {
                Name = "cart",
                Namespace = "shop",
                Image = "cart@sha256:" + new string('a', 64),
                ContainerPort = 9000,
                ServiceAccount = "shop",
                Environment =
                [
                    new() { Name = "ODD", Value = "a=1&b=<2> é: it says \"yes\" # no comment" },
                    new() { Name = "QUOTED", Value = "\"as is\"" },
                    new() { Name = "EMPTY", Value = "" },
                    new() { Name = "NUMBER", Value = "0123" },
                    new() { Name = "BOOLEAN", Value = "true" },
                    new() { Name = "BILLING", Workload = "billing" },
                ],
            },
            new()
            {
                Name = "orders",
                Namespace = "shop",
                Image = "orders",
                ServiceAccount = "shop",
                IamRole = new() { Name = "orders-role", ManagedPolicyArns = ["arn:aws-us-gov:iam::aws:policy/AmazonS3ReadOnlyAccess"] },
                Resources = new() { CpuRequest = "0.5", MemoryRequest = "1Gi", MemoryLimit = "2Gi" },
            },
            new() { Name = "billing", Namespace = "money", Image = "billing:2" },
        ],
        Ingresses =
        [
            new()
            {
                Name = "shop",
                Namespace = "shop",
                Class = "internal-alb",
                Scheme = IngressScheme.Internal,
                TargetType = IngressTargetType.Instance,
                Annotations = new Dictionary<string, string>
                {
                    ["alb.ingress.kubernetes.io/ssl-redirect"] = "443",
                    ["alb.ingress.kubernetes.io/listen-ports"] = """[{"HTTP":80},{"HTTPS":443}]""",
                },
                Rules =
                [
                    new() { Host = "shop.example.org", Path = "/", Workload = "cart" },
                    new() { Host = "shop.example.org", Path = "/orders", PathType = IngressPathType.Exact, Workload = "orders" },
                    new() { Host = "*.example.org", Path = "/img/*.png", PathType = IngressPathType.ImplementationSpecific, Workload = "cart" },
                    new() { Host = "shop.example.org", Path = "/late", Workload = "orders" },
                ],
            },
        ],
    };

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
