using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Api.Tests;

/// <summary>Inputs of a case, written as a user would write them.</summary>
internal static class Given
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The controller's configuration after these flags, for cluster <c>dev</c> in <c>vpc-1</c>.</summary>
    public static ControllerConfiguration Flags(params string[] flags) =>
        ControllerFlags.Parse(flags).Configuration with { ClusterName = "dev", VpcId = "vpc-1" };

    /// <summary>Objects out of JSON texts, several to a text when they stand in a list.</summary>
    public static KubernetesObjects Objects(params string[] json) => KubernetesObjects.Read(json.SelectMany(text => ManifestObject.Parse(text)));

    /// <summary>One object, also of kinds that a plan does not read.</summary>
    public static T Object<T>(string json) => KubernetesJson.Read<T>(json);

    /// <summary>A facts document without its first line.</summary>
    public static AwsFacts Facts(string sections) => AwsFactsDocument.Read($$"""{"version":1,"vpc":{"vpcId":"vpc-1"},{{sections}}}""");

    /// <summary>What a call answers, or the controller's error after <c>error: </c>.</summary>
    public static string Try(Func<string> call)
    {
        try
        {
            return call();
        }
        catch (AlbModelException exception)
        {
            return $"error: {exception.Message}";
        }
    }

    /// <inheritdoc cref="Try"/>
    public static async Task<string> TryAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (AlbModelException exception)
        {
            return $"error: {exception.Message}";
        }
    }
}
