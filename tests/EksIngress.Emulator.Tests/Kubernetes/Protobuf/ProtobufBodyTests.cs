using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;
using static EksIngress.Emulator.Tests.Kubernetes.Protobuf.Wire;

namespace EksIngress.Emulator.Tests.Kubernetes.Protobuf;

public sealed class ProtobufBodyTests
{
    private static readonly string s_assets = Path.Combine(AppContext.BaseDirectory, "testassets", "protobuf");

    private static readonly byte[] s_name = Message(1, Text(1, "a"));

    public static TheoryData<string> Recorded => [.. Directory.EnumerateFiles(s_assets).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Field, as the tables have it, and what comes of it in JSON: what Go's clients write for the same object.</summary>
    public static TheoryData<string, string, byte[], string> Values => new()
    {
        { "v1", "Pod", [], """{}""" },
        { "v1", "Pod", Message(1), """{"metadata":{}}""" },
        { "v1", "Pod", Message(1, Text(1, ""), Number(7, 0)), """{"metadata":{}}""" },
        { "v1", "Pod", Message(1, Number(7, -1), Number(10, 0)), """{"metadata":{"generation":-1,"deletionGracePeriodSeconds":0}}""" },
        { "v1", "Pod", Message(1, Message(8)), """{"metadata":{}}""" },
        { "v1", "Pod", Message(1, Message(8, Number(1, 1764163300), Number(2, 999_999_999))), """{"metadata":{"creationTimestamp":"2025-11-26T13:21:40Z"}}""" },
        { "v1", "Pod", Message(1, Message(8, Number(1, -62_135_596_800))), """{"metadata":{"creationTimestamp":"0001-01-01T00:00:00Z"}}""" },
        { "v1", "Pod", Message(1, Message(8, Number(1, 253_402_300_799))), """{"metadata":{"creationTimestamp":"9999-12-31T23:59:59Z"}}""" },
        { "v1", "Pod", Message(1, Message(11, Text(1, "k"), Text(2, "v")), Message(11, Text(1, "empty")), Message(11, Text(2, "nameless"))), """{"metadata":{"labels":{"k":"v","empty":"","":"nameless"}}}""" },
        { "v1", "Pod", Message(1, Message(11, Text(1, "k"), Text(2, "v")), Message(11, Text(2, "w"), Text(1, "k"))), """{"metadata":{"labels":{"k":"w"}}}""" },
        { "v1", "Pod", Message(1, Text(14, "a"), Text(14, ""), Text(14, "c")), """{"metadata":{"finalizers":["a","","c"]}}""" },
        { "v1", "Pod", Message(1, Message(17, Text(1, "kubectl"), Message(7, Text(1, """{"f:spec":{}}""")))), """{"metadata":{"managedFields":[{"manager":"kubectl","fieldsV1":{"f:spec":{}}}]}}""" },
        { "v1", "Pod", Message(1, Message(17, Message(7))), """{"metadata":{"managedFields":[{}]}}""" },
        // A message that comes twice is merged, a value that does is replaced, also by an empty one.
        { "v1", "Pod", [.. Message(1, Text(1, "a"), Text(3, "n")), .. Message(1, Text(1, "b"), Text(3, ""))], """{"metadata":{"name":"b"}}""" },
        { "v1", "Pod", Message(2, Number(11, 0), Number(21, 0), Number(4, 0), Number(25, -5)), """{"spec":{"automountServiceAccountToken":false,"terminationGracePeriodSeconds":0,"priority":-5}}""" },
        { "v1", "Pod", Message(2, Number(11, 1), Number(27, 1)), """{"spec":{"hostNetwork":true,"shareProcessNamespace":true}}""" },
        { "v1", "Pod", Message(2, Message(14, Number(4, 1), Number(4, 2))), """{"spec":{"securityContext":{"supplementalGroups":[1,2]}}}""" },
        { "v1", "Pod", Message(2, Message(14, Message(4, Varint(1), Varint(300), Varint(0)))), """{"spec":{"securityContext":{"supplementalGroups":[1,300,0]}}}""" },
        { "v1", "Pod", Message(2, Message(2, Message(8, Message(1, Text(1, "cpu"), Message(2, Text(1, "250m"))), Message(2, Text(1, "memory"), Message(2))))), """{"spec":{"containers":[{"resources":{"limits":{"cpu":"250m"},"requests":{"memory":"0"}}}]}}""" },
        { "v1", "Pod", Message(2, Message(1, Text(1, "v"), Message(2, Message(6, Text(1, "s"))))), """{"spec":{"volumes":[{"name":"v","secret":{"secretName":"s"}}]}}""" },
        { "v1", "Pod", Message(2, Message(2, Message(19, Message(3, Message(1, Text(1, "s")), Number(2, 0))))), """{"spec":{"containers":[{"envFrom":[{"secretRef":{"name":"s","optional":false}}]}]}}""" },
        { "v1", "Secret", Message(2, Text(1, "k"), Message(2, [0, 255])), """{"data":{"k":"AP8="}}""" },
        { "v1", "Secret", Message(2, Text(1, "k")), """{"data":{"k":""}}""" },
        { "v1", "Service", Message(2, Message(1, Message(4, Number(1, 0), Number(2, 8080), Text(3, "")))), """{"spec":{"ports":[{"targetPort":8080}]}}""" },
        { "v1", "Service", Message(2, Message(1, Message(4, Number(1, 1), Number(2, 0), Text(3, "http")))), """{"spec":{"ports":[{"targetPort":"http"}]}}""" },
        { "v1", "Service", Message(2, Message(1, Message(4))), """{"spec":{"ports":[{"targetPort":0}]}}""" },
        { "coordination.k8s.io/v1", "Lease", Message(2, Text(1, ""), Message(4, Number(1, 1764163300), Number(2, 123_456_789))), """{"spec":{"holderIdentity":"","renewTime":"2025-11-26T13:21:40.123456Z"}}""" },
        { "authorization.k8s.io/v1", "SubjectAccessReview", Message(2, Message(5, Text(1, "k"), Message(2, Text(1, "a"), Text(1, "b"))), Message(5, Text(1, "none"))), """{"spec":{"extra":{"k":["a","b"],"none":[]}}}""" },
        { "rbac.authorization.k8s.io/v1", "RoleBinding", Message(3, Text(1, "")), """{"roleRef":{"apiGroup":""}}""" },
        { "meta.k8s.io/v1", "DeleteOptions", Number(1, 0), """{"gracePeriodSeconds":0}""" },
        { "apps/v1", "DeleteOptions", Message(2, Text(1, "u")), """{"preconditions":{"uid":"u"}}""" },
    };

    public static TheoryData<byte[], string> Malformed => new()
    {
        { "{}"u8.ToArray(), "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]" },
        { "k8s"u8.ToArray(), "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]" },
        { "k8s\0"u8.ToArray(), "Object 'Kind' is missing in the protobuf message" },
        { Body("v1", ""), "Object 'Kind' is missing in the protobuf message" },
        { Body("", "Pod"), "Object 'apiVersion' is missing in the protobuf message" },
        { [.. "k8s\0"u8, 0x0A], "the object provided is unrecognized: proto: Unknown: unexpected EOF" },
        { [.. "k8s\0"u8, 0x0A, 5], "the object provided is unrecognized: proto: Unknown: unexpected EOF" },
        { [.. "k8s\0"u8, 0], "the object provided is unrecognized: proto: Unknown: illegal tag 0" },
        { [.. "k8s\0"u8, .. Text(9, "")], "the object provided is unrecognized: proto: Unknown: field 9 with wireType = 2 is not known" },
        { [.. "k8s\0"u8, .. Message(1, Number(1, 0))], "the object provided is unrecognized: proto: TypeMeta: field 1 with wireType = 0 is not known" },
        { [.. Body("v1", "Pod"), .. Text(3, "gzip")], "Pod in version \"v1\" cannot be handled as a Pod: only plain protobuf is read, without contentEncoding and contentType" },
        { Pod(Message(1, [0x0A, 200])), "proto: ObjectMeta: unexpected EOF" },
        { Pod(Message(1, [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])), "proto: ObjectMeta: unexpected EOF" },
        { Pod(Message(1, [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02])), "proto: ObjectMeta: integer overflow" },
        { Pod(Message(1, Text(99, "hidden"))), "proto: ObjectMeta: field number 99 is not known to the emulator; send JSON" },
        { Pod(Message(2, Message(2, Number(4000, 1)))), "proto: Container: field number 4000 is not known to the emulator; send JSON" },
        { Pod(Message(1, Number(1, 5))), "proto: ObjectMeta: wrong wireType = 0 for field 1" },
        { Pod(Message(1, Text(7, "5"))), "proto: ObjectMeta: wrong wireType = 2 for field 7" },
        { Pod(Message(1, Tag(1, 3))), "proto: ObjectMeta: wrong wireType = 3 for field 1" },
        { Pod(Message(1, Tag(7, 5), [0, 0, 0, 0])), "proto: ObjectMeta: wrong wireType = 5 for field 7" },
        { Pod(Message(1, Number(11, 1))), "proto: ObjectMeta: wrong wireType = 0 for field 11" },
        { Pod(Message(1, Message(11, Text(3, "hidden")))), "proto: ObjectMeta: wrong field 3 with wireType = 2 in an entry of labels" },
        { Pod(Message(1, Message(1, [0xC3, 0x28]))), "proto: ObjectMeta: string contains invalid UTF-8" },
        { Pod(Message(1, Message(8, Number(1, 253_402_300_800)))), "proto: ObjectMeta: Time: outside of the years 1 to 9999" },
        { Pod(Message(1, Message(8, Number(2, -1)))), "proto: ObjectMeta: Time: outside of the years 1 to 9999" },
        { Body("v1", "Service", Message(2, Message(1, Message(4, Number(1, 2))))), "Service in version \"v1\" cannot be handled as a Service: proto: ServicePort: IntOrString: type 2 is neither 0 nor 1" },
        { Pod(Message(1, Message(17, Message(7, Text(1, "{"))))), "the object provided is unrecognized (must be of type JSON)" },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Decode_WhatKubectlSent_IsWhatItWritesAsJson(string command)
    {
        var parts = File.ReadAllText(Path.Combine(s_assets, $"{command}.txt")).Split('\n', 2);

        AssertJson(parts[1], ProtobufBody.Decode(Convert.FromBase64String(parts[0])));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Decode_Value_IsAsGoWritesItInJson(string apiVersion, string kind, byte[] fields, string json)
    {
        var decoded = ProtobufBody.Decode(Body(apiVersion, kind, fields));

        Assert.True(decoded.Remove("apiVersion") && decoded.Remove("kind"));
        AssertJson(json, decoded);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Decode_Malformed_IsRefusedAndNamesTheMessageAndNoValue(byte[] body, string message)
    {
        var error = Assert.Throws<StatusException>(() => ProtobufBody.Decode(body));

        Assert.Equal(400, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition")]
    [InlineData("example.com/v1", "Widget")]
    [InlineData("v1", "Deployment")]
    [InlineData("v1", "Container")]
    public void Decode_KindThatIsNotInTheTables_Is415WithTheWayOut(string apiVersion, string kind)
    {
        var error = Assert.Throws<StatusException>(() => ProtobufBody.Decode(Body(apiVersion, kind, s_name)));

        Assert.Equal(415, error.Code);
        Assert.Contains($"not for {kind} in version \"{apiVersion}\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("--dry-run=client -o yaml | kubectl apply -f -", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_EveryCutOfARecordedBody_IsReadOrRefusedAndNeverFails()
    {
        var body = Convert.FromBase64String(File.ReadLines(Path.Combine(s_assets, "deployment.txt")).First());

        foreach (var length in Enumerable.Range(0, body.Length))
        {
            var error = Record.Exception(() => ProtobufBody.Decode(body.AsSpan(0, length)));
            Assert.True(error is null or StatusException { Code: 400 }, $"{length}: {error}");
        }
    }

    /// <summary>Two bytes each on the wire, and a hundred times that in memory.</summary>
    [Theory]
    [InlineData(ProtobufDecoder.MaxValues - 1, true)]
    [InlineData(ProtobufDecoder.MaxValues, false)]
    public void Decode_ManyEmptyValues_AreBounded(int count, bool isRead)
    {
        var body = Pod(Message(2, [.. Enumerable.Repeat(Message(2), count)]));

        var error = Record.Exception(() => ProtobufBody.Decode(body));

        Assert.Equal(isRead ? null : "Pod in version \"v1\" cannot be handled as a Pod: proto: Pod: more than 250000 values", error?.Message);
    }

    private static byte[] Pod(params byte[][] fields) => Body("v1", "Pod", fields);

    private static void AssertJson(string json, JsonObject decoded)
    {
        var expected = JsonNode.Parse(json)!;
        Assert.True(JsonNode.DeepEquals(expected, decoded), $"{decoded.ToJsonString()} and not {expected.ToJsonString()}");
    }
}
