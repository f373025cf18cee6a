using System.Text;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Bench.Fuzzing;

/// <summary>Policy documents: refused, or read to something that means the same when it is written again and can be asked.</summary>
internal sealed class PolicyTarget : FuzzTarget
{
    private static readonly PolicyContext Context = new(
    [
        KeyValuePair.Create<string, IReadOnlyList<string>>("aws:username", ["a"]),
        KeyValuePair.Create<string, IReadOnlyList<string>>("aws:TagKeys", ["x", "y"]),
        KeyValuePair.Create<string, IReadOnlyList<string>>("aws:SourceIp", ["127.0.0.1"]),
        KeyValuePair.Create<string, IReadOnlyList<string>>("aws:CurrentTime", ["2026-11-26T00:00:00Z"]),
        KeyValuePair.Create<string, IReadOnlyList<string>>("aws:RequestTag/team", ["a*b"]),
    ]);

    public override string Name => "policy";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["iam:Get*","ec2:*"],"Resource":"arn:aws:iam::*:role/${aws:username}"},{"Effect":"Deny","NotAction":"s3:?","NotResource":["*"],"Condition":{"StringNotEquals":{"aws:username":["a","b"]},"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"s3:max-keys":10}}}]}""",
            """{"Version":"2012-10-17","Id":"x","Statement":{"Effect":"Allow","Principal":{"Federated":["arn:aws:iam::000000000000:oidc-provider/o"],"AWS":"*"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"o:sub":"system:serviceaccount:*:a"},"ForAnyValue:StringEqualsIfExists":{"aws:TagKeys":["x"]},"Null":{"o:aud":"false"}}}}""",
            """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"},"ArnLike":{"aws:PrincipalArn":"arn:*:*:*:*:*"},"BinaryEquals":{"a:b":"QUJD"}}}]}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Words =>
    [
        "\"Version\":\"2012-10-17\"", "\"Statement\":[", "\"NotPrincipal\":", "\"Condition\":{", "\"Effect\":\"Deny\"", "${aws:username}", "${*}", "${", "}", "${aws:PrincipalTag/a, 'b'}",
        "ForAllValues:", "IfExists", "\"Null\"", "\"Bool\"", "\"BinaryEquals\"", "\"NotIpAddress\"", "\"DateNotEquals\"", "*", "?", "***", "arn:", "arn:aws:", "::", "\\ud800", "\"Sid\":\"A\",", "\"*\"",
    ];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        var text = Encoding.UTF8.GetString(input.Span);
        return ReadAs(text, PolicyKind.Identity) | ReadAs(text, PolicyKind.Trust);
    }

    private static bool ReadAs(string text, PolicyKind kind)
    {
        PolicyDocument document;
        try
        {
            document = PolicyDocumentParser.Parse(text, kind);
        }
        catch (PolicyFormatException)
        {
            return false;
        }

        var written = PolicyText.Write(document);
        if (PolicyText.Write(PolicyDocumentParser.Parse(written, kind)) != written)
        {
            throw new FuzzException("Written again it reads as something else.");
        }

        _ = StatementPosition.Find(text, document.Statements.Length - 1);
        Ask(document, kind);
        return true;
    }

    private static void Ask(PolicyDocument document, PolicyKind kind)
    {
        var named = new NamedPolicy("fuzzed", document);
        if (kind == PolicyKind.Trust)
        {
            _ = PolicyEvaluator.EvaluateTrust(named, principal => principal.Kind == "AWS", isBounded: false, "sts:AssumeRoleWithWebIdentity", Context);
            return;
        }

        var denying = new NamedPolicy("denying", PolicyDocumentParser.Parse("""{"Statement":{"Effect":"Deny","Action":"iam:GetRole","Resource":"*"}}""", PolicyKind.Identity));
        foreach (var (action, resource) in new[] { ("iam:GetRole", "arn:aws:iam::000000000000:role/a"), ("ec2:RunInstances", "*"), ("s3:x", new string('a', 500)) })
        {
            var alone = PolicyEvaluator.Evaluate(new PrincipalPolicies([named], null, null), action, resource, Context);
            var both = PolicyEvaluator.Evaluate(new PrincipalPolicies([named, denying], null, null), action, resource, Context);
            if ((both.IsAllowed && !alone.IsAllowed) || (action == "iam:GetRole" && both.IsAllowed))
            {
                throw new FuzzException("One more deny allows more.");
            }

            _ = PolicyEvaluator.FindKeys([named], action, resource, Context).Count();
        }
    }
}
