using System.Text.Json.Nodes;
using System.Xml.Linq;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Tests.Aws.Paging;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws.Parameters;

/// <summary>No operation reads past a parameter in silence: what it does not know is refused, and named, in the service's own error shape.</summary>
public sealed class UnknownParameterTests
{
    private const string Unknown = "Unheard";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryOperation_UnknownParameter_IsRefusedByName()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, Token);
        using var calls = new RawCalls(emulator);
        var (failures, requests) = (new List<string>(), 0);
        foreach (var service in emulator.Services.GetServices<IAwsService>())
        {
            foreach (var operation in service.Operations)
            {
                foreach (var (name, send) in Requests(calls, service, operation))
                {
                    requests++;
                    var answer = await AnswerAsync(send);
                    if (!answer.Contains($"The parameter '{name}' of {operation.Name} is not emulated by the service '{service.SigningName}'. Leave it out, or use AWS.", StringComparison.Ordinal)
                        || !answer.StartsWith("501 NotEmulated ", StringComparison.Ordinal))
                    {
                        failures.Add($"{service.SigningName}:{operation.Name} with {name}: {answer}");
                    }
                }
            }
        }

        Assert.Empty(failures);
        Assert.True(requests > 600, $"{requests} requests");
    }

    [Theory]
    [InlineData("Tags.member.1", "x", "Tags.member.1")]
    [InlineData("Tags.1.Key", "x", "Tags.1.Key")]
    [InlineData("Tags.member.0.Key", "x", "Tags.member.0.Key")]
    [InlineData("Tags.member.one.Key", "x", "Tags.member.one.Key")]
    [InlineData("Tags.member.2.Key", "x", "Tags.member.2")]
    [InlineData("Tags", "x", "Tags")]
    [InlineData("tags.member.1.Key", "x", "tags.member.1.Key")]
    [InlineData("Path.1", "x", "Path.1")]
    public async Task QueryRequest_ListThatNobodyWouldRead_IsRefusedByName(string name, string value, string named)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, Token);
        using var calls = new RawCalls(emulator);

        var answer = await AnswerAsync(() => calls.QueryAsync("iam", "CreateUser", [new("UserName", "u"), new(name, value)]));

        Assert.StartsWith("501 NotEmulated ", answer, StringComparison.Ordinal);
        Assert.Contains($"'{named}' of CreateUser", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueryRequest_EmptyList_IsNothing()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, Token);
        using var calls = new RawCalls(emulator);

        var user = await calls.QueryAsync("iam", "CreateUser", [new("UserName", "u"), new("Tags", "")]);

        Assert.Equal("u", (string?)user["CreateUserResult"]!["User"]!["UserName"]);
    }

    [Fact]
    public async Task JsonRequest_Null_IsNothing()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, Token);
        using var calls = new RawCalls(emulator);

        var repositories = await calls.JsonAsync("ecr", "DescribeRepositories", new JsonObject { [Unknown] = null });

        Assert.Empty(repositories["repositories"]!.AsArray());
    }

    [Fact]
    public async Task XmlRequest_ElementTwice_IsRefusedByName()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, Token);
        using var calls = new RawCalls(emulator);
        var route53 = emulator.Services.GetServices<IAwsService>().Single(service => service.SigningName == "route53");
        var operation = route53.Operations.Single(operation => operation.Name == "CreateHostedZone");

        var answer = await AnswerAsync(() => calls.CallAsync(route53, operation, [], "<R><Name>a.example</Name><Name>b.example</Name></R>"));

        Assert.StartsWith("501 NotEmulated ", answer, StringComparison.Ordinal);
        Assert.Contains("'Name' of CreateHostedZone", answer, StringComparison.Ordinal);
    }

    private static async Task<string> AnswerAsync(Func<Task<JsonNode>> send)
    {
        try
        {
            return $"200 {(await send()).ToJsonString()}";
        }
        catch (RawCallException refused)
        {
            return refused.Message.Replace("&apos;", "'", StringComparison.Ordinal).Replace("\\u0027", "'", StringComparison.Ordinal);
        }
    }

    // One request per place that a member can stand in: at the top, in the query string, in each structure and item, in the body.
    private static IEnumerable<(string Name, Func<Task<JsonNode>> Send)> Requests(RawCalls calls, IAwsService service, AwsOperation operation)
    {
        var hasForm = service.Protocol is AwsProtocol.Query or AwsProtocol.Ec2Query;
        yield return (Unknown, () => calls.CallAsync(service, operation, [new(Unknown, "x")], null));
        if (hasForm)
        {
            foreach (var path in Structures(operation.Members, name => name, service.Protocol == AwsProtocol.Query ? ".member.1" : ".1"))
            {
                yield return ($"{path}.{Unknown}", () => calls.CallAsync(service, operation, [new($"{path}.{Unknown}", "x")], null));
            }

            yield break;
        }

        if (service.Protocol == AwsProtocol.RestXml)
        {
            yield return (operation.Members.HasBody ? Unknown : "body", () => calls.CallAsync(service, operation, [], $"<Request><{Unknown}>x</{Unknown}></Request>"));
            foreach (var path in Structures(operation.Members, name => name, ""))
            {
                yield return ($"{path}.{Unknown}", () => calls.CallAsync(service, operation, [], new XElement("Request", Nest(path)).ToString()));
            }

            yield break;
        }

        yield return (Unknown, () => calls.CallAsync(service, operation, [], new JsonObject { [Unknown] = "x" }.ToJsonString()));
        foreach (var path in Structures(operation.Members, name => name, "[0]"))
        {
            yield return ($"{path}.{Unknown}", () => calls.CallAsync(service, operation, [], NestJson(path).ToJsonString()));
        }
    }

    /// <summary>Paths of the structures below these members.</summary>
    private static IEnumerable<string> Structures(RequestMembers members, Func<string, string> path, string item)
    {
        foreach (var (name, member) in members.Members)
        {
            var suffix = member.Items is null ? "" : item;
            var structure = member.Items ?? member;
            if (structure.Members.Any())
            {
                yield return path(name) + suffix;
            }

            foreach (var inner in Structures(structure, child => $"{path(name)}{suffix}.{child}", item))
            {
                yield return inner;
            }
        }
    }

    private static XElement Nest(string path) =>
        path.Split('.').Reverse().Aggregate(new XElement(Unknown, "x"), (inner, name) => new XElement(name, inner));

    private static JsonObject NestJson(string path) =>
        path.Split('.').Reverse().Aggregate(new JsonObject { [Unknown] = "x" }, (inner, name) =>
            name.EndsWith("[0]", StringComparison.Ordinal) ? new JsonObject { [name[..^3]] = new JsonArray(inner) } : new JsonObject { [name] = inner });
}
