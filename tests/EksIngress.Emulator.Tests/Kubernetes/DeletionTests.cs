using System.Reflection;
using EksIngress.Emulator.Kubernetes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>What a deletion answers: the object of some kinds, a Status for the others, as the API's own description says for each.</summary>
public sealed class DeletionTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    /// <summary>Kinds that are kept, and whether KubernetesClient, which is generated from the API's description, reads the object.</summary>
    public static TheoryData<string> Kinds => [.. BuiltInResources.All.Where(resource => !resource.IsVirtual).Select(resource => $"{resource.ApiVersion} {resource.Kind}")];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReturnsDeleted_OfEachKind_IsWhatTheClientReads(string kind)
    {
        var resource = BuiltInResources.All.Single(resource => $"{resource.ApiVersion} {resource.Kind}" == kind);

        var read = typeof(IKubernetes).Assembly.GetTypes()
            .Where(type => type.IsInterface && type.Name.EndsWith("Operations", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods())
            .Where(method => method.Name is var name && (name == $"Delete{resource.Kind}WithHttpMessagesAsync" || name == $"DeleteNamespaced{resource.Kind}WithHttpMessagesAsync"))
            .Select(BodyOf)
            .ToList();

        Assert.NotEmpty(read);
        Assert.All(read, body => Assert.Equal(resource.ReturnsDeleted, body != typeof(V1Status)));
    }

    [Fact]
    public async Task Delete_WithTheClient_ReadsServicesAndAccountsAndTheStatusOfOthers()
    {
        using var client = cluster.Client();
        var token = TestContext.Current.CancellationToken;
        await client.CoreV1.CreateNamespacedServiceAsync(
            new V1Service { Metadata = new V1ObjectMeta { Name = "gone" }, Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Port = 80 }] } }, "default", cancellationToken: token);
        await client.CoreV1.CreateNamespacedServiceAccountAsync(new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = "gone" } }, "default", cancellationToken: token);
        await client.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "gone" } }, "default", cancellationToken: token);

        var service = await client.CoreV1.DeleteNamespacedServiceAsync("gone", "default", cancellationToken: token);
        var account = await client.CoreV1.DeleteNamespacedServiceAccountAsync("gone", "default", cancellationToken: token);
        var status = await client.CoreV1.DeleteNamespacedConfigMapAsync("gone", "default", cancellationToken: token);

        Assert.Equal(("gone", "Service"), (service.Name(), service.Kind));
        Assert.NotEmpty(service.Spec.ClusterIP);
        Assert.Equal(("gone", "ServiceAccount"), (account.Name(), account.Kind));
        Assert.Equal(("Success", "gone"), (status.Status, status.Details.Name));
        var missing = await Assert.ThrowsAsync<HttpOperationException>(() => client.CoreV1.ReadNamespacedServiceAsync("gone", "default", cancellationToken: token));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.Response.StatusCode);
    }

    // Task<HttpOperationResponse<V1Status>>
    private static Type BodyOf(MethodInfo method) => method.ReturnType.GetGenericArguments()[0].GetGenericArguments()[0];
}
