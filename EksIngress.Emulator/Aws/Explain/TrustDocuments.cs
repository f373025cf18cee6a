using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>Trust policies that let a service account in.</summary>
internal static class TrustDocuments
{
    public static string ForWebIdentity(string providerArn, string issuerHost, string subject, string audience) => Document(
        new JsonObject { ["Federated"] = providerArn },
        "sts:AssumeRoleWithWebIdentity",
        new JsonObject { ["StringEquals"] = new JsonObject { [$"{issuerHost}:aud"] = audience, [$"{issuerHost}:sub"] = subject } });

    public static string ForPodIdentity(string service) =>
        Document(new JsonObject { ["Service"] = service }, new JsonArray("sts:AssumeRole", "sts:TagSession"), null);

    private static string Document(JsonObject principal, JsonNode action, JsonObject? condition)
    {
        var statement = new JsonObject { ["Effect"] = "Allow", ["Principal"] = principal, ["Action"] = action };
        if (condition is not null)
        {
            statement["Condition"] = condition;
        }

        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) }.ToJsonString();
    }
}
