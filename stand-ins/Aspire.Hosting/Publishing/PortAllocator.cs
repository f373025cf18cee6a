namespace Aspire.Hosting.Publishing;

internal sealed class PortAllocator(int startPort = 8000)
{
    private readonly HashSet<int> _used = [];
    private int _next = startPort;

    public void AddUsedPort(int port) => _used.Add(port);

    public int AllocatePort()
    {
        while (!_used.Add(_next))
        {
            _next++;
        }

        return _next;
    }
}
