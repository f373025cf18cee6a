using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Tests.Kubernetes;

public sealed class ServerSideApplyTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private const string Services = "/api/v1/namespaces/default/services";

    [Fact]
    public async Task Apply_ItemOfAKeyedListIsLeftOut_GoesWhole()
    {
        await ApplyAsync("whole", "one", (80, "http"), (443, "https"));

        var service = await ApplyAsync("whole", "one", (80, "http"));

        var port = Assert.Single(service["spec"]!["ports"]!.AsArray());
        Assert.Equal((80, "http"), ((int)port!["port"]!, (string?)port["name"]));
    }

    [Fact]
    public async Task Apply_ItemThatAnotherManagerHasToo_LosesOnlyWhatWasOnes()
    {
        await ApplyAsync("shared", "one", (80, "http"), (443, "https"));
        var (_, _, _) = await cluster.SendAsync(HttpMethod.Patch, $"{Services}/shared?fieldManager=two", """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"shared"},"spec":{"ports":[{"port":443,"protocol":"TCP","appProtocol":"https"}]}}
            """, "application/apply-patch+yaml");

        var (status, _, _) = await cluster.SendAsync(HttpMethod.Patch, $"{Services}/shared?fieldManager=one", """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"shared"},"spec":{"ports":[{"port":80,"protocol":"TCP","name":"http"},{"port":443,"protocol":"TCP","name":"tls"}]}}
            """, "application/apply-patch+yaml");
        Assert.Equal(HttpStatusCode.OK, status);
        var (_, service, _) = await cluster.SendAsync(HttpMethod.Get, $"{Services}/shared");
        Assert.Equal("https tls", string.Join(' ', service["spec"]!["ports"]!.AsArray().Where(port => (int)port!["port"]! == 443).Select(port => $"{port!["appProtocol"]} {port["name"]}")));
    }

    private async Task<JsonNode> ApplyAsync(string name, string manager, params (int Port, string Name)[] ports)
    {
        var service = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Service",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["ports"] = new JsonArray([.. ports.Select(port => new JsonObject { ["port"] = port.Port, ["protocol"] = "TCP", ["name"] = port.Name })]),
            },
        };
        var (status, body, _) = await cluster.SendAsync(HttpMethod.Patch, $"{Services}/{name}?fieldManager={manager}", service.ToJsonString(), "application/apply-patch+yaml");
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, body.ToJsonString());
        return body;
    }
}
