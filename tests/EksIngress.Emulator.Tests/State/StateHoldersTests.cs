using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EksIngress.Emulator.Tests.State;

/// <summary>State that is held in another way than by <see cref="Guarded{T}"/> would be gone with the process.</summary>
public sealed class StateHoldersTests
{
    // What may change in the emulated account beside its state, and why it need not outlive the process.
    private static readonly Dictionary<string, string> s_exempt = new(StringComparer.Ordinal)
    {
        ["EksIngress.Emulator.Aws.AwsPipeline+Exchange"] = "of one call",
        ["EksIngress.Emulator.Aws.ConditionKeys"] = "of one call",
        ["EksIngress.Emulator.Aws.Ec2.Ec2Filters`1"] = "of one call",
        ["EksIngress.Emulator.Aws.Ec2.Ec2Scope"] = "of one call",
        ["EksIngress.Emulator.Aws.Ec2.Ec2Regions"] = "finds the Guarded of a region",
        ["EksIngress.Emulator.Aws.ElbV2.ElbRegions"] = "finds the Guarded of a region",
        ["EksIngress.Emulator.Aws.Eks.EksWork"] = "tasks; what they do is resumed from the state",
        ["EksIngress.Emulator.Aws.Faults.FaultPlan+Entry"] = "declared by a test for a run",
        ["EksIngress.Emulator.Aws.Faults.FaultPlan"] = "declared by a test for a run",
        ["EksIngress.Emulator.Aws.Iam.AccessKeyUses"] = "a log of the run, as docs/coverage.md says",
        ["EksIngress.Emulator.Aws.Iam.IamCredentialReports"] = "a report of the run, as docs/coverage.md says",
        ["EksIngress.Emulator.Aws.Iam.CredentialStore"] = "when sessions are forgotten, worked out from the state",
        ["EksIngress.Emulator.Aws.Route53.ChangeLog"] = "a log of the run, for whoever asks when a change is in force",
        ["EksIngress.Emulator.Aws.Signing.SigningKeys"] = "derived from the secrets, to be derived again",
        ["EksIngress.Emulator.Aws.Sts.WebIdentityKey"] = "what a key signed, to be checked again",
        ["EksIngress.Emulator.Aws.Explain.DenialLog"] = "a log of the run",
    };

    [Fact]
    public void EveryState_IsFound() => Assert.True(StateTypes.All.Count >= 11, string.Join(", ", StateTypes.All));

    [Fact]
    public void TypesOfTheAccount_HoldNothingThatChangesBesideTheirState()
    {
        var mutable = StateTypes.Emulator.GetTypes()
            .Where(type => type.FullName!.StartsWith("EksIngress.Emulator.Aws.", StringComparison.Ordinal) && !IsGenerated(type) && !typeof(Delegate).IsAssignableFrom(type) && !type.IsEnum)
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(CanChange)
                .Select(field => (Type: type.FullName!, Field: field.Name)))
            .ToList();

        Assert.Empty(mutable.Where(found => !s_exempt.ContainsKey(found.Type)).Select(found => $"{found.Type}.{found.Field}"));
        Assert.Empty(s_exempt.Keys.Except(mutable.Select(found => found.Type), StringComparer.Ordinal));
    }

    private static bool IsGenerated(MemberInfo? member) =>
        member is not null && (member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null || member.Name.Contains('<', StringComparison.Ordinal) || IsGenerated(member.DeclaringType));

    private static bool CanChange(FieldInfo field)
    {
        // What a primary constructor captures is assigned once, and named <name>P.
        var isAssigned = !field.IsInitOnly && !field.Name.EndsWith(">P", StringComparison.Ordinal);
        return isAssigned || IsMutableCollection(field);
    }

    private static bool IsMutableCollection(FieldInfo field)
    {
        var type = field.FieldType;
        if (field.Name.EndsWith(">P", StringComparison.Ordinal) || type.IsArray || !typeof(IEnumerable).IsAssignableFrom(type) || type == typeof(string))
        {
            return type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ConditionalWeakTable<,>) || type.GetGenericTypeDefinition() == typeof(PriorityQueue<,>));
        }

        return type.IsGenericType
            && type.Namespace is "System.Collections.Generic" or "System.Collections.Concurrent"
            && !type.IsInterface;
    }
}
