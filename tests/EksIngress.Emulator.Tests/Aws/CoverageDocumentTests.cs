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

    private static string Write(IEnumerable<IAwsService> services)
    {
        var document = new StringBuilder("""
            # AWS operations that the emulator has

            Generated from the emulator's routes by its tests. Any other operation answers `NotEmulated` in the service's own error shape,
            and nothing is ever forwarded to AWS. Unsigned requests are taken where it says so; every other one is verified (SigV4) and
            authorized by IAM policies.

            """);
        foreach (var service in services.OrderBy(service => service.SigningName, StringComparer.Ordinal))
        {
            document.Append('\n').Append("## ").Append(service.SigningName).Append("\n\n");
            foreach (var operation in service.Operations.OrderBy(operation => operation.Name, StringComparer.Ordinal))
            {
                document.Append("- ").Append(operation.Name).Append(operation.Unsigned ? " (unsigned)" : "").Append('\n');
            }
        }

        return document.ToString();
    }
}
