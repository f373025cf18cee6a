using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.State;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Sts;

public sealed class CredentialStoreTests
{
    private static readonly IamPrincipal s_caller = new IamPrincipal.User("AIDAEXAMPLE");

    private readonly FakeTimeProvider _time = new();
    private readonly Guarded<SessionState> _sessions = new("aws/sts", SessionState.Empty, StateJournal.InMemory());

    [Fact]
    public void Issue_SessionsADayPastTheirEnd_AreForgottenAndNoOthers()
    {
        var store = CreateStore();
        var longer = store.Issue(s_caller, TimeSpan.FromHours(12));
        var shorter = store.Issue(s_caller, TimeSpan.FromHours(1));

        _time.Advance(TimeSpan.FromHours(25));
        var onTheDay = store.Issue(s_caller, TimeSpan.FromHours(1));
        Assert.NotNull(store.Find(shorter.AccessKeyId));

        _time.Advance(TimeSpan.FromTicks(1));
        var later = store.Issue(s_caller, TimeSpan.FromHours(1));

        Assert.Null(store.Find(shorter.AccessKeyId));
        Assert.Equal(
            new[] { longer, onTheDay, later }.Select(credential => credential.AccessKeyId).Order(StringComparer.Ordinal),
            _sessions.Latest.Credentials.Keys);
    }

    [Fact]
    public void Issue_SessionsOfAnEarlierRun_AreForgottenToo()
    {
        var earlier = CreateStore();
        for (var session = 0; session < 100; session++)
        {
            earlier.Issue(s_caller, TimeSpan.FromHours(1));
        }

        var store = CreateStore();
        _time.Advance(TimeSpan.FromHours(26));
        var last = store.Issue(s_caller, TimeSpan.FromHours(1));

        Assert.Equal([last.AccessKeyId], _sessions.Latest.Credentials.Keys);
    }

    private CredentialStore CreateStore() => new(new Guarded<IamState>("aws/iam", new IamState(), StateJournal.InMemory()), _sessions, _time);
}
