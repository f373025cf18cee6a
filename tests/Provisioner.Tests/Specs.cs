using System.Text.Json;
using EksIngress.Model.Environments;

namespace EksIngress.Provisioner.Tests;

/// <summary>Specifications that tests start from.</summary>
internal static class Specs
{
    /// <summary>Two services behind one ALB.</summary>
    public static EnvironmentSpec Dev { get; } = new()
    {
        Name = "dev",
        Region = "eu-west-1",
        NodeGroups = [new() { Name = "default" }],
        Workloads =
        [
            new()
            {
                Name = "service-a",
                Image = "service-a:latest",
                Readiness = new() { Path = "/health" },
                Environment = [new() { Name = "services__service-b__http__0", Workload = "service-b" }],
                IamRole = new() { PolicyDocument = JsonDocument.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}""").RootElement },
            },
            new() { Name = "service-b", Image = "service-b:latest", Readiness = new() { Path = "/health" } },
        ],
        Ingresses = [new() { Name = "web", Rules = [new() { Path = "/a", Workload = "service-a" }, new() { Path = "/b", Workload = "service-b" }] }],
    };
}
