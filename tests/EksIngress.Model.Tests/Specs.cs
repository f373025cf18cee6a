using System.Text.Json;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Tests;

/// <summary>Specifications that tests start from.</summary>
internal static class Specs
{
    public static WorkloadSpec ServiceB { get; } = new() { Name = "service-b", Image = "service-b:latest", Replicas = 2, Readiness = new() { Path = "/health" } };

    public static WorkloadSpec ServiceA { get; } = new()
    {
        Name = "service-a",
        Image = "registry.example:5000/shop/service-a:1.2.0",
        Replicas = 2,
        Readiness = new() { Path = "/health" },
        Liveness = new() { Path = "/alive" },
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
                    new() { Host = "shop.example.org", Path = "/cart", Workload = "cart" },
                    new() { Host = "shop.example.org", Path = "/orders", PathType = IngressPathType.Exact, Workload = "orders" },
                    new() { Host = "*.example.org", Path = "/img/*.png", PathType = IngressPathType.ImplementationSpecific, Workload = "cart" },
                    new() { Host = "shop.example.org", Path = "/late", Workload = "orders" },
                ],
            },
        ],
    };

    /// <summary>What an ALB can do beyond forwarding, and all that a workload can have.</summary>
    public static EnvironmentSpec Rich { get; } = new()
    {
        Name = "rich",
        PodReadinessGates = true,
        Region = "eu-west-1",
        EndpointAccess = new() { PublicCidrs = ["203.0.113.0/24"] },
        AuthenticationMode = ClusterAuthenticationMode.ApiAndConfigMap,
        Tags = new Dictionary<string, string> { ["team"] = "shop", ["cost-center"] = "4711" },
        Parameters =
        [
            new() { Name = "host", Description = "Public name of the shop" },
            new() { Name = "greeting", Default = "hello" },
            new() { Name = "api-key", Secret = true },
        ],
        Network = new()
        {
            Existing = new()
            {
                VpcId = "vpc-0123456789abcdef0",
                PrivateSubnetIds = ["subnet-00000001", "subnet-00000002"],
                PublicSubnetIds = ["subnet-00000003", "subnet-00000004"],
            },
        },
        NodeGroups =
        [
            new() { Name = "default" },
            new()
            {
                Name = "arm",
                InstanceTypes = ["m7g.large"],
                CapacityType = CapacityType.Spot,
                AmiType = "AL2023_ARM_64_STANDARD",
                DiskSizeGiB = 50,
                Labels = new Dictionary<string, string> { ["team"] = "shop", ["arch"] = "arm" },
                Taints = [new() { Key = "dedicated", Value = "shop", Effect = TaintEffect.NoSchedule }],
            },
        ],
        Workloads =
        [
            new()
            {
                Name = "web",
                Image = "web:2",
                Replicas = 3,
                Readiness = new() { Path = "/ready", InitialDelaySeconds = 5, PeriodSeconds = 5, TimeoutSeconds = 1, FailureThreshold = 2, SuccessThreshold = 2 },
                Liveness = new() { Path = "/alive" },
                Startup = new() { Path = "/started", FailureThreshold = 30 },
                Resources = new() { CpuRequest = "250m", CpuLimit = "1", MemoryRequest = "256Mi", MemoryLimit = "1Gi" },
                Autoscaling = new() { MinReplicas = 3, MaxReplicas = 12, TargetCpuPercent = 70, TargetMemoryPercent = 80 },
                DisruptionBudget = new() { MaxUnavailable = "25%" },
                PreStopSleepSeconds = 45,
                TerminationGracePeriodSeconds = 180,
                TopologySpread =
                [
                    new() { TopologyKey = "topology.kubernetes.io/zone", Required = true },
                    new() { TopologyKey = "kubernetes.io/hostname", MaxSkew = 2 },
                ],
                IamRole = new() { Identity = WorkloadIdentity.PodIdentity, ManagedPolicyArns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] },
                Environment =
                [
                    new() { Name = "GREETING", Value = "${parameters.greeting}, world" },
                    new() { Name = "API_KEY", Value = "${parameters.api-key}", Secret = true },
                    new() { Name = "DATABASE", Value = "Server=db;Password=${parameters.api-key}", Secret = true },
                ],
            },
            new() { Name = "canary", Image = "web:3", DisruptionBudget = new() { MinAvailable = "0" } },
        ],
        Ingresses =
        [
            new()
            {
                Name = "public",
                Group = new() { Name = "shop", Order = 10 },
                Https = new()
                {
                    CertificateArns = ["arn:aws:acm:eu-west-1:123456789012:certificate/one"],
                    Requests = [new() { DomainName = "shop.example", SubjectAlternativeNames = ["*.shop.example"] }],
                    Redirect = true,
                },
                HealthCheck = new() { IntervalSeconds = 10, TimeoutSeconds = 3, HealthyThreshold = 3, UnhealthyThreshold = 4, SuccessCodes = "200-299" },
                LoadBalancerAttributes = new Dictionary<string, string> { ["idle_timeout.timeout_seconds"] = "120", ["deletion_protection.enabled"] = "true" },
                DefaultBackend = new() { FixedResponse = new() { StatusCode = 404, ContentType = "text/html", MessageBody = "<h1>\"Nothing\" here</h1>" } },
                Rules =
                [
                    new() { Host = "${parameters.host}", Path = "/old", Redirect = new() { Path = "/new", StatusCode = 301 } },
                    new()
                    {
                        Host = "${parameters.host}",
                        Weighted = new()
                        {
                            Workloads = [new() { Workload = "web", Weight = 90 }, new() { Workload = "canary", Weight = 10 }],
                            StickinessSeconds = 600,
                        },
                    },
                ],
            },
            new()
            {
                Name = "admin",
                Group = new() { Name = "shop", Order = 20 },
                Rules =
                [
                    new() { Path = "/admin", Workload = "web" },
                    new() { Path = "/gone", FixedResponse = new() { StatusCode = 410 } },
                    new() { Path = "/also-gone", FixedResponse = new() { StatusCode = 410 } },
                ],
            },
        ],
    };

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
