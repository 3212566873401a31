//! Threads that do what takes time in proportion to the texts.
//!
//! Responsible for starting one with its first task, so that a reader who asks for nothing has none. What
//! a thread does with its tasks is its own affair (see `worker`, `seeker`, `counter`).

use super::Event;
use crate::collection::Collection;
use std::{
    io,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

/// How often, at most, a thread tells more of something long: each time is a frame.
pub const TELL_INTERVAL: Duration = Duration::from_millis(50);

/// What a thread does, from its start until nobody asks any more.
type Serve<T> = fn(&Collection, &Receiver<T>, &Sender<Event>);

/// A thread that does tasks, one after the other, once it has been asked for one.
pub struct Errands<T> {
    name: &'static str,
    collection: Arc<Collection>,
    events: Sender<Event>,
    serve: Serve<T>,
    tasks: Option<Sender<T>>,
}

impl<T: Send + 'static> Errands<T> {
    /// A thread of this name that does not run yet.
    pub fn new(
        name: &'static str,
        collection: &Arc<Collection>,
        events: &Sender<Event>,
        serve: Serve<T>,
    ) -> Self {
        Self {
            name,
            collection: Arc::clone(collection),
            events: events.clone(),
            serve,
            tasks: None,
        }
    }

    /// Gives it a task.
    ///
    /// # Errors
    ///
    /// Where the system starts no thread.
    pub fn ask(&mut self, task: T) -> io::Result<()> {
        let tasks = match &self.tasks {
            Some(tasks) => tasks,
            None => self.tasks.insert(self.start()?),
        };
        let _ = tasks.send(task);
        Ok(())
    }

    /// Gives it a task, if it runs.
    pub fn mention(&self, task: T) {
        if let Some(tasks) = &self.tasks {
            let _ = tasks.send(task);
        }
    }

    fn start(&self) -> io::Result<Sender<T>> {
        let (tasks, asked) = mpsc::channel();
        let (collection, events) = (Arc::clone(&self.collection), self.events.clone());
        let serve = self.serve;
        thread::Builder::new()
            .name(self.name.to_owned())
            .spawn(move || serve(&collection, &asked, &events))?;
        Ok(tasks)
    }
}
