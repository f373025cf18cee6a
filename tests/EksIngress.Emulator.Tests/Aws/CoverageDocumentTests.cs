using System.Reflection;
using System.Text;
using EksIngress.Emulator.Aws;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws;

/// <summary>docs/coverage.md says what is emulated; it is written from the routes, so it cannot say anything else.</summary>
public sealed class CoverageDocumentTests
{
    [Fact]
    public async Task Document_Coverage_IsWhatTheRoutesSay()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, TestContext.Current.CancellationToken);
        var expected = Write(emulator.Services.GetServices<IAwsService>());
        var root = typeof(CoverageDocumentTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        var path = Path.Combine(root, "docs", "coverage.md");
        var found = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";

        if (found != expected)
        {
            await File.WriteAllTextAsync(path, expected, TestContext.Current.CancellationToken);
        }

        Assert.True(found == expected, "docs/coverage.md did not list the operations that there are. It was written anew: commit it.");
    }

    [Fact]
    public async Task Differences_EachOne_IsOfAnOperationThatThereIs()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, TestContext.Current.CancellationToken);
        var operations = emulator.Services.GetServices<IAwsService>().SelectMany(service => service.Operations.Select(operation => $"{service.SigningName}:{operation.Name}"));

        Assert.Empty(AwsCoverage.Differences.Keys.Except(operations));
    }

    private static string Write(IEnumerable<IAwsService> services)
    {
        var document = new StringBuilder("""
            # AWS operations that the emulator has

            Generated from the emulator's routes by its tests. **faithful**: checks, answers and has its effect as on AWS, within what the emulator
            has at all (docs/emulator-aws.md). **partial**: does less, as it says. **absent**: known by name and refused with a reason. Any operation that is not here
            answers `NotEmulated` in the service's own error shape, and nothing is ever forwarded to AWS. Requests are verified (SigV4) and
            authorized by IAM policies, but for those that AWS takes unsigned.

            """);
        foreach (var service in services.OrderBy(service => service.SigningName, StringComparer.Ordinal))
        {
            document.Append("\n## ").Append(service.SigningName).Append("\n\n| operation | fidelity | |\n| --- | --- | --- |\n");
            foreach (var operation in service.Operations.OrderBy(operation => operation.Name, StringComparer.Ordinal))
            {
                var difference = AwsCoverage.Differences.GetValueOrDefault($"{service.SigningName}:{operation.Name}");
                document
                    .Append("| ").Append(operation.Name).Append(operation.Unsigned ? " (unsigned)" : "")
                    .Append(" | ").Append(difference?.Word ?? "faithful")
                    .Append(" | ").Append(difference is null ? "" : difference.Note + " ").Append("|\n");
            }
        }

        return document.ToString();
    }
}
