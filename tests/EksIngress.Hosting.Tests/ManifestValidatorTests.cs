using System.Text.Json.Nodes;
using EksIngress.Hosting.Publishing;

namespace EksIngress.Hosting.Tests;

public sealed class ManifestValidatorTests
{
    public static TheoryData<string, string> Faulty => new()
    {
        { """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"replica":1}}""", "Deployment a: spec.replica is no field of V1Deployment." },
        { """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"a","readinessProbe":{"httpGet":{"path":"/","portt":80}}}]}}}}""", "readinessProbe.httpGet.portt is no field" },
        { """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"replicas":"two"}}""", "spec.replicas: " },
        { """{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","label":{}},"spec":{}}""", "metadata.label is no field" },
        { """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a":1}}""", "data.a: " },
        { """{"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"a"},"spec":{"schema":"internal"}}""", "IngressClassParams a: spec.schema is no field of the type." },
        { """{"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"a"},"spec":{"scheme":"public"}}""", "spec.scheme is \"public\"; it can be internal, internet-facing." },
        { """{"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"a"},"spec":{"group":{}}}""", "spec.group.name is missing." },
        { """{"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"name":"a"},"spec":{"serviceRef":{"name":7,"port":80}}}""", "spec.serviceRef.name must be of type string, and is 7." },
        { """{"apiVersion":"apps/v1beta1","kind":"Deployment","metadata":{"name":"a"}}""", "apps/v1beta1 has no kind Deployment that is known here" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void ThrowIfFaulty_FieldThatTheTypeHasNot_NamesObjectAndField(string item, string expected)
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => ManifestValidator.ThrowIfFaulty([JsonNode.Parse(item)!.AsObject()]));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[{"port":80,"targetPort":"http"},{"port":81,"targetPort":8081}]}}""")]
    [InlineData("""{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"a"},"spec":{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"a"}}}""")]
    [InlineData("""{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"a"},"spec":{"minAvailable":"50%"}}""")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"a","resources":{"limits":{"cpu":"0.5","memory":"1Gi"}}}]}}""")]
    [InlineData("""{"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"a"},"spec":{"namespaceSelector":{"matchLabels":{"a":"b"}},"subnets":{"tags":{"a":["b"]}}}}""")]
    public void ThrowIfFaulty_ObjectOfTheApi_IsNotFaulty(string item) =>
        ManifestValidator.ThrowIfFaulty([JsonNode.Parse(item)!.AsObject()]);
}
